# The map of proposed days, in the terminal and as a picture.

setup() {
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z TERM=xterm-256color
  unset COUNCIL_FILE NO_COLOR COLUMNS
  "$COUNCIL" init >/dev/null
}

propose() { "$COUNCIL" meeting propose "$@"; }

marks() { # LINE-OF-DAYS: the marks below the first such line
  grep -A1 -- "$1" out | sed -n 2p
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

@test "scores below the days, the best five numbered, reasons below" {
  propose --from 2027-02-01 --to 2027-03-31 --map >out
  grep -Eq '^ +Февраль +Март$' out
  [[ $(marks ' 1  2  3  4  5 │  6  7') == '94 #1 #2 #3 94 │          75 81 81 81 75 │' ]]
  grep -q '^#1 лучшие дни   90+ очень хорошо   80+ хорошо' out
  grep -Eq '^ +2 +вт +#1 +100 · 10:00 Душанбе, 11:00 Бишкек; рабочий день во всех странах' out
  [ "$(grep -c '#[1-5] ' out)" -ge 5 ]
  [ "$(python3 -c 'print(max(len(line.rstrip("\n")) for line in open("out")))')" -le 80 ]
  [ "$(grep -c ' $' out)" -eq 0 ]
}

@test "the map agrees with the table, day by day" {
  propose --from 2027-02-01 --to 2027-03-31 --top 100 --json >table.json
  propose --from 2027-02-01 --to 2027-03-31 --out a.svg
  jq -r '.candidates[5:][] | "\(.date) \(.score)"' table.json | sort >wanted
  svg a.svg '"\n".join(sorted(d + " " + texts(g)[1] for d, g in day.items() if "score" in looks(d)))' >got
  diff wanted got
  jq -r '[.candidates[:5][].date] | join(" ")' table.json >wanted
  svg a.svg '" ".join(sorted((d for d in day if "best" in looks(d)), key=lambda d: texts(day[d])[1]))' >got
  diff wanted got
  jq -r '.excluded[].date' table.json | sort >wanted
  svg a.svg '"\n".join(sorted(d for d in day if not {"score", "best"} & set(looks(d))))' >got
  diff wanted got
}

@test "9 March 2026 is off in Tajikistan, and the map names the holiday" {
  export COUNCIL_NOW=2025-11-01T09:00:00Z
  propose --from 2026-03-02 --to 2026-03-31 --map >out
  [[ $(marks ' 9 10 11 12 13 │ 14 15') == 'Т→ '* ]]
  propose --from 2026-03-02 --to 2026-03-31 --out a.svg
  [ "$(svg a.svg 'looks("2026-03-09"), texts(day["2026-03-09"])')" = "(['day', 'off', 's0'], ['9', 'Т→'])" ]
  [[ $(svg a.svg 'words("2026-03-09")') == 'Таджикистан: выходной — День матери'*'выходной только здесь: Таджикистан; рабочий день: Кыргызстан' ]]
  [ "$(svg a.svg 'min(day), max(day)')" = "('2026-03-02', '2026-03-31')" ]
}

@test "what stands in the way has a sign of its own" {
  export COUNCIL_NOW=2027-01-13T09:00:00Z
  "$COUNCIL" meeting schedule 2027-02-17 >/dev/null
  propose --from 2027-01-11 --to 2027-02-28 --map --lang en >out
  [[ $(marks '11 12 13 14 15 │ 16 17') == '‹  ‹  !'* ]]
  [[ $(marks '15 16 17 18 19 │ 20 21') == *'◇  ◆  ◇'* ]]
  for words in '‹ has passed' '! too early for the notice' '◆ another meeting' '◇ travel to or from'; do
    grep -q -- "$words" out
  done
  propose --days 3 --from 2027-05-05 --to 2027-05-14 --map --lang en >out
  grep -q '× a day off in the days that follow' out
  # 11 May: the experts would meet on the 10th, which is off; 13 May: Saturday would follow.
  [[ $(marks '10 11 12 13 14') == 'T→?○  #1 ×  ×'* ]]
  "$COUNCIL" busy add --party kg 2027-05-12 2027-05-12 --reason выборы >/dev/null
  propose --from 2027-05-05 --to 2027-05-14 --map --lang en >out
  grep -q '● someone is busy' out
  [[ $(marks '10 11 12 13 14') == *' ●  #'* ]]
}

@test "JSON stays as it was, with a picture beside it; one day has no map" {
  propose --json >plain
  propose --json --out a.svg | cmp - plain
  propose --json --map | cmp - plain
  [ -s a.svg ]
  run propose --explain 2027-02-02 --map --lang en
  [ "$status" -eq 2 ]
  [ "${#lines[@]}" -eq 1 ]
}

@test "a window of years goes on downwards" {
  propose --from 2027-01-01 --to 2028-06-30 --out a.svg --lang en
  [ "$(svg a.svg '[t for t in texts(root) if t == "January 2028"]')" = "['January 2028']" ]
  [ "$(svg a.svg 'float(root.get("viewBox").split()[3]) > 2100')" = True ]
  [ "$(svg a.svg 'all(float(r.get("y")) + float(r.get("height")) <= float(root.get("viewBox").split()[3]) for g in root.iter(S + "g") for r in g.iter(S + "rect"))')" = True ]
}

@test "a window that crosses the year: its title stays on the sheet" {
  propose --kind extraordinary --from 2026-11-25 --to 2027-03-31 --out d.svg
  # As wide as the widest sans serif in use writes bold letters: 0.72 of their size.
  python3 - d.svg <<'END'
import sys
import xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
width = int(root.get('viewBox').split()[2])
title = root.find("{http://www.w3.org/2000/svg}text[@class='title']")
assert '2026' in title.text and '2027' in title.text
assert 'font-size' not in root.find('{http://www.w3.org/2000/svg}style').text.split('.title{')[1].split('}')[0]
size = float(title.get('font-size'))
assert size >= 40, size
assert float(title.get('x')) + len(title.text) * size * 0.72 <= width - 50, (len(title.text), size)
END
  propose --from 2027-02-01 --to 2027-02-28 --out e.svg # a short one is as large as ever
  grep -q 'class="title"[^>]* font-size="84"' e.svg
}
