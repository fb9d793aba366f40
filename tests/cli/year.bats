# The calendar of a year, in the terminal and as a picture.

setup() {
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z TERM=xterm-256color
  unset COUNCIL_FILE NO_COLOR COLUMNS
  "$COUNCIL" init >/dev/null
}

widest() { # the longest line of the input, in characters
  python3 -c 'import sys; print(max(len(line.rstrip("\n")) for line in sys.stdin))'
}

terminal_or_skip() {
  [ -e /dev/pts/ptmx ] || skip 'no terminal can be opened here: /dev/pts is not mounted'
}

on_terminal() { # COLUMNS COMMAND: what a terminal of that width is given
  script -qec "stty cols $1; $2" /dev/null </dev/null | tr -d '\r'
}

svg() { # FILE EXPRESSION: of the picture, root and its days by id
  python3 - "$@" <<'END'
import sys
import xml.etree.ElementTree as tree
S = '{http://www.w3.org/2000/svg}'
root = tree.parse(sys.argv[1]).getroot()
day = {g.get('id')[1:]: g for g in root.iter(S + 'g') if g.get('id')}
def words(date): return day[date].findtext(S + 'title')
def texts(node): return [t.text for t in node.iter(S + 'text')]
def looks(date): return day[date].get('class').split()
print(eval(sys.argv[2]))
END
}

@test "three months side by side in a pipe, whose width is 80" {
  "$COUNCIL" holiday calendar --year 2026 >out
  [ "$(widest <out)" -le 80 ]
  grep -Eq '^ +Январь +Февраль +Март$' out
  [ "$(grep -c ' $' out)" -eq 0 ]
  COLUMNS=200 "$COUNCIL" holiday calendar --year 2026 | cmp - out
  [ -z "$(grep $'\033' out)" ]
}

@test "as many months as the terminal is wide" {
  terminal_or_skip
  on_terminal 40 "'$COUNCIL' holiday calendar --year 2026" >out
  [ "$(grep 'Январь' out | grep -c 'Февраль')" -eq 0 ]
  on_terminal 110 "'$COUNCIL' holiday calendar --year 2026" >out
  grep -q 'Январь.*Апрель' out
  NO_COLOR=1 on_terminal 110 "'$COUNCIL' holiday calendar --year 2026" >out
  [ "$(widest <out)" -le 110 ]
}

@test "colour in a terminal only, and not with NO_COLOR; the text is the same" {
  terminal_or_skip
  on_terminal 80 "'$COUNCIL' holiday calendar --year 2026" >coloured
  grep -q $'\033\\[30;46m' coloured
  NO_COLOR=1 on_terminal 80 "'$COUNCIL' holiday calendar --year 2026" >plain
  [ -z "$(grep $'\033' plain)" ]
  sed -E 's/\x1b\[[0-9;]*m//g' coloured | cmp - plain
}

@test "the week of 9 March 2026: off in Tajikistan, worked on Saturday" {
  "$COUNCIL" holiday calendar --year 2026 --party tj >out
  # The line of days, and the marks below: 9 is moved, the 14th a Saturday that is worked.
  grep -A1 '  9 10 11 12 13 │ 14 15' out | sed -n 2p | grep -Eq 'Т→ .*│ Т\+$'
  "$COUNCIL" holiday calendar --year 2026 --party kg >out
  [ "$(grep -A1 '  9 10 11 12 13 │ 14 15' out | sed -n 2p | grep -c '[ТК]')" -eq 0 ]
  grep -q '^К выходной: Кыргызстан' out
}

@test "the legend explains what is shown, and nothing else" {
  "$COUNCIL" holiday calendar --year 2026 --lang en >out
  for words in 'T a day off: Tajikistan' 'K a day off: Kyrgyzstan' '■ off in every country' \
    '→ the day off was moved here' '+ made a working day' '− an hour shorter' \
    '° commemorated' '? provisional'; do
    grep -q -- "$words" out
  done
  grep -q 'Mo Tu We Th Fr │ Sa Su' out
  "$COUNCIL" holiday calendar --year 2025 --party tj --lang en >out
  [ -z "$(grep -E 'Kyrgyzstan|every country|working day|commemorated' out)" ]
}

@test "the names stand below, by month" {
  "$COUNCIL" holiday calendar --year 2026 --names >out
  sed -n '/^Март$/,/^$/p' out >march
  grep -Eq '^ +9 +пн +Т→ +Таджикистан: День матери, перенос с 8 марта 2026 года$' march
  grep -Eq '^ +21–24 +сб–вт +Т +Таджикистан: Международный праздник Навруз$' march
  grep -Eq '^ +20 +пт +К +Кыргызстан: Орозо айт$' march
  grep -Eq '^ +1–9 +пт–сб +К +Кыргызстан: Майские праздники$' out
}

@test "the same for a program" {
  "$COUNCIL" holiday year --year 2026 --json >out
  [ "$(jq -r '.days[] | select(.date == "2026-03-09") | "\(.tone) \(.mark) \(.provisional)"' out)" = 'off Т→ false' ]
  [ "$(jq -r '.days[] | select(.date == "2026-03-14") | .tone' out)" = worked ]
  [ "$(jq -r '.days[] | select(.date == "2026-05-27") | "\(.tone) \(.provisional)"' out)" = 'off-all true' ]
  [ "$(jq -r '[.days[] | select(.date >= "2026-05-01" and .date <= "2026-05-08") | .mark] | unique | join(" ")' out)" = 'К' ]
}

@test "the picture is XML that stands alone, the same twice, and says what each day is" {
  "$COUNCIL" holiday calendar --year 2026 --out a.svg
  COUNCIL_NOW=2027-01-01T00:00:00Z "$COUNCIL" holiday calendar --year 2026 --out b.svg
  cmp a.svg b.svg
  [ "$(svg a.svg 'len(day)')" = 365 ]
  [[ $(svg a.svg 'words("2026-03-09")') == 'Таджикистан: выходной — День матери, перенос с 8 марта 2026 года'* ]]
  [ "$(svg a.svg 'texts(day["2026-03-09"])')" = "['9', 'Т→']" ]
  [ "$(svg a.svg 'looks("2026-03-09")')" = "['day', 'off', 's0']" ]
  [ "$(svg a.svg 'looks("2026-05-04")')" = "['day', 'off', 's1']" ]
  [ "$(svg a.svg 'looks("2026-05-27")')" = "['day', 'off-all', 'unsure']" ]
  [ "$(svg a.svg 'root.get("width"), root.get("height")')" = "('297mm', '210.0mm')" ]
  [ "$(svg a.svg 'root.find(S + "title").text')" = 'Выходные и праздничные дни, 2026 год' ]
  [[ $(svg a.svg 'root.find(S + "desc").text') == *'Т выходной: Таджикистан'* ]]
  [ -z "$(grep -E '@import|@font-face|href|<image|<script|https?://[^w]' a.svg)" ]
}

@test "no day or word leaves the sheet" {
  "$COUNCIL" holiday calendar --year 2027 --names --out a.svg --lang en
  [ "$(svg a.svg 'all(100 <= float(r.get("x")) and float(r.get("x")) + float(r.get("width")) <= 2870 and float(r.get("y")) + float(r.get("height")) <= 2060 for g in root.iter(S + "g") for r in g.iter(S + "rect"))')" = True ]
  [ "$(svg a.svg 'all(float(t.get("y")) <= 2060 for t in root.iter(S + "text"))')" = True ]
  [ "$(svg a.svg '"Navruz" in " ".join(texts(root))')" = True ]
}

@test "a name is text, whatever it looks like" {
  "$COUNCIL" holiday add 2027-02-03 --party tj --name '<script>alert("&")</script>' --act x
  "$COUNCIL" holiday calendar --year 2027 --names --out a.svg
  [ "$(svg a.svg 'len(list(root.iter(S + "script")))')" = 0 ]
  [[ $(svg a.svg 'words("2027-02-03")') == *'<script>alert("&")</script>'* ]]
}

@test "a picture that cannot be written, years that are none, a dry look" {
  run "$COUNCIL" holiday calendar --out no/such/folder.svg --lang en
  [ "$status" -eq 5 ]
  [ "${#lines[@]}" -eq 1 ]
  run "$COUNCIL" holiday calendar --year 1800
  [ "$status" -eq 2 ]
  run "$COUNCIL" holiday calendar --party xx
  [ "$status" -eq 3 ]
  for year in 1901 2998; do
    "$COUNCIL" holiday calendar --year $year >/dev/null
  done
}
