# The paper route, from the agreed text to a closed meeting and its archive, without any
# certificate.

load day

given_an_agreed_protocol() {
  export COUNCIL_NOW=2026-12-01T08:00:00Z
  before init --template "$G_TEST_SRCDIR/support/fictitious.json"
  before meeting schedule 2027-02-12T10:00
  before meeting confirm 2027 --as ar --basis 'письмо № 1'
  before meeting confirm 2027 --as bo --basis 'письмо № 2'
  before agenda add 2027 'О взаимной торговле' --sector trade --by ar
  before delegation add 2027 --party ar --role head --person vymyslov
  before delegation add 2027 --party bo --role head --person primerzoda
  export COUNCIL_NOW=2027-02-12T12:00:00Z
  before decision add 2027 1 'подготовить программу взаимных поставок' \
    --executor 'ar:Министерство торговли' --executor 'bo:Министерство энергетики' \
    --due 2027-09-01
  before meeting held 2027
  before protocol draft 2027
  before protocol agree 2027 --as ar --basis 'письмо № 3'
  before protocol agree 2027 --as bo --basis 'письмо № 4'
}

@test "from agreed to closed, on paper" {
  given_an_agreed_protocol

  council protocol issue 2027 --blank-date
  for party in ar bo; do scan 2027 $party $party.pdf; done
  export COUNCIL_NOW=2027-02-15T08:00:00Z
  council protocol attach 2027 --for ar ar.pdf --signed 2027-02-12 --place Аркадск
  council protocol attach 2027 --for bo bo.pdf --signed 2027-02-12 --place Аркадск --json
  jq -e '.closed' output

  council protocol archive 2027 --for ar --out archive.pdf --as ar --json
  [ "$(jq -r .sha256 output)" = "$(sha256sum <archive.pdf | cut -d' ' -f1)" ]
  qpdf --check archive.pdf
  [ "$(qpdf --show-npages archive.pdf)" -eq "$(($(qpdf --show-npages ar.pdf) + 1))" ]
  pdftotext archive.pdf - | tr -s '\n ' '  ' >archive.txt
  grep -q 'КОПИЯ ВЕРНА' archive.txt
  grep -q "$(sha256sum <ar.pdf | cut -c1-20)" <(tr -d ' ' <archive.txt)

  council protocol extract 2027 --executor 'министерство энергетики' --out extract.pdf --as ar
  pdftotext extract.pdf - | tr -s '\n ' '  ' >extract.txt
  grep -q 'ВЫПИСКА ИЗ ПРОТОКОЛА .* Выписка верна' extract.txt

  council check
  [ "$typed" -le 8 ]

  # the archive copy is the record's: verify says so, and knows a changed one is not
  "$COUNCIL" protocol verify archive.pdf --json >verdict || true
  jq -e '.record == "same" and .for == "ar"' verdict
  before protocol archive 2027 --for ar --out again.pdf --as ar
  cmp archive.pdf again.pdf
}
