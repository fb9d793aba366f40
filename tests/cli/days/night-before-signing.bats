# The night before the signing: the last brackets are settled, and the originals issued.

load day

given_brackets() {
  export COUNCIL_NOW=2026-12-01T08:00:00Z
  before init --template "$G_TEST_SRCDIR/support/fictitious.json"
  before meeting schedule 2027-02-12T10:00
  before meeting confirm 2027 --as ar --basis 'письмо № 1'
  before meeting confirm 2027 --as bo --basis 'письмо № 2'
  before agenda add 2027 'О взаимной торговле' --sector trade --by ar
  before delegation add 2027 --party ar --role head --person vymyslov
  before delegation add 2027 --party bo --role head --person primerzoda
  before delegation add 2027 'Прежний Делегат' --party bo --post 'министр торговли'
  before decision add 2027 1 'подготовить программу взаимных поставок' \
    --executor 'ar:Министерство торговли' --executor 'bo:Министерство энергетики' \
    --due 2027-09-01
  before protocol draft 2027
  n=$("$COUNCIL" protocol show 2027 --json |
    jq '.clauses[] | select(.text | test("состоялось")).n')
  before protocol bracket 2027 "$n" \
    '12 февраля 2027 года в городе Аркадске прошло заседание {council:genitive}.' --as bo
  export COUNCIL_NOW=2027-02-11T20:00:00Z
}

@test "a night's work: brackets settled, a delegate replaced, originals issued" {
  given_brackets

  council protocol show 2027
  says '[Борейская Сторона: '
  council protocol settle 2027 --take bo --as ar --basis 'переговоры 11 февраля'
  council delegation substitute 2027 'Прежний Делегат' 'Новый Делегат' --party bo \
    --post 'первый заместитель министра торговли'
  council protocol draft 2027 --update --json
  council protocol agree 2027 --as ar --basis 'письмо № 5'
  council protocol agree 2027 --as bo --basis 'письмо № 6'
  council protocol issue 2027 --blank-date
  council check
  [ "$typed" -le 8 ]

  before protocol render 2027 --for bo --out bo.pdf
  pdftotext bo.pdf - | tr -s '\n ' '  ' >bo.txt
  grep -q 'прошло заседание Борейско-Аркадского' bo.txt
  grep -q 'Новый Делегат' bo.txt
  if grep -q 'Прежний Делегат\|\[' bo.txt; then return 1; fi
}
