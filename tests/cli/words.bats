# What every command owes: help, arguments, languages, one line an error, whole output.

load council

commands() { # each command's words, one a line
  "$COUNCIL" help --json | jq -r '.[] | [.noun, .verb // empty] | join(" ")'
}

cyrillic='*[абвгдежзийклмнопрстуфхцчшщъыьэюя]*'

# The third line of a help text: what the command does.
summary() {
  local rest=${output#*$'\n\n'}
  echo "${rest%%$'\n'*}"
}

@test "every command explains itself in Russian and English, with examples" {
  commands >words
  [ "$(wc -l <words)" -ge 5 ]
  while read -r words; do
    council $words --help --lang en
    [ "$status" -eq 0 ]
    [[ $output == "Usage: council $words"* ]]
    [[ $output == *$'\nExamples:\n  council '* ]]
    [[ $(summary) != $cyrillic ]] || { echo "$words: $output"; false; }
    council $words --help --lang ru
    [ "$status" -eq 0 ]
    [[ $output == "Вызов: council $words"* ]]
    [[ $output == *$'\nПримеры:\n  council '* ]]
    [[ $(summary) == $cyrillic ]] || { echo "$words: $output"; false; }
  done <words
}

@test "every example names a command and options that exist" {
  "$COUNCIL" help --json --lang ru | jq -r '.[] | .examples[]' >examples
  "$COUNCIL" help --json --lang en | jq -r '.[] | .examples[]' >>examples
  "$COUNCIL" --help | sed -n 's/^  council/council/p' >>examples
  [ "$(wc -l <examples)" -ge 10 ]
  while read -r line; do
    words=${line%%  \#*}
    [[ $words == "council "* ]]
    # --help at the end: the options are read, nothing is done
    bash -c "\"\$COUNCIL\" ${words#council } --help" >/dev/null || { echo "$line"; false; }
  done <examples
}

@test "the table's rows name options that exist, and no option twice" {
  "$COUNCIL" help --json >table.json
  jq -e '[.[] | .options | map(.name) | (unique | length) == length] | all' table.json
  common='["file","lang","json","help","version","as","basis","dry-run","yes","sample"]'
  jq -e --argjson common "$common" \
    '[.[] | .options[].name | . as $name | $common | index($name)] | all(. == null)' table.json
  # Called with too many arguments, each command reads its whole row and refuses, unless the row
  # takes any number.
  jq -r '.[] | select(.arguments | contains("…") | not) | [.noun, .verb // empty] | join(" ")' \
    table.json >words
  while read -r words; do
    council $words x x x x x x x x x --lang en
    refused 2 'x: one argument too many'
  done <words
}

@test "a noun's help lists its verbs, the program's help every noun and word" {
  council --help --lang en
  [ "$status" -eq 0 ]
  "$COUNCIL" help --json >table.json
  for noun in $(jq -r '.[].noun' table.json | sort -u); do
    [[ $output == *$'\n  '"$noun "* ]]
  done
  for noun in $(jq -r '.[] | select(.verb) | .noun' table.json | sort -u); do
    council "$noun" --help --lang en
    [ "$status" -eq 0 ]
    for verb in $(jq -r --arg noun "$noun" '.[] | select(.noun == $noun) | .verb' table.json); do
      [[ $output == *$'\n  '"$verb "* ]]
    done
    council "$noun" --lang en
    refused 2 "what to do with $noun is missing"
  done
}

@test "'council help' is '--help'" {
  council help log
  [ "$status" -eq 0 ]
  by_word=$output
  council log --help
  [ "$output" = "$by_word" ]
  council --lang en help
  by_word=$output
  council --help --lang=en
  [ "$output" = "$by_word" ]
}

@test "no word at all: the help, but as an error" {
  council
  [ "$status" -eq 2 ]
  [ -z "$output" ]
  [[ $error == *"council init"* ]]
}

@test "--version" {
  council --version
  [ "$status" -eq 0 ]
  [[ $output =~ ^council\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "an unknown command or option names the nearest" {
  council stauts --lang en
  refused 2 "unknown command stauts (did you mean 'council status'?)"
  council init --blnak --lang en
  refused 2 "unknown option --blnak (did you mean --blank?)"
  council qwertyuiop --lang en
  refused 2 "unknown command qwertyuiop (see 'council --help')"
  council help stauts --lang en
  refused 2 "did you mean 'council status'?"
  council status -q --lang en
  refused 2 "unknown option -q"
  council --fiel x status --lang en
  refused 2 "unknown option --fiel (did you mean --file?)"
}

@test "an option without its value, with one too many, or given twice" {
  council status --file
  refused 2 --file
  council status --json=yes --lang en
  refused 2 "option --json takes no value"
  council status --json= --lang en
  refused 2 "option --json takes no value"
  council init --own tj --own kg --lang en
  refused 2 "option --own: given more than once"
  "$COUNCIL" init >/dev/null
  council log --limit many --lang en
  refused 2 "--limit many: not a number from 1 to"
  council log --limit 0 --lang en
  refused 2 "--limit 0"
}

@test "too few and too many arguments" {
  council backup --lang en
  refused 2 "FILE is missing (usage: council backup FILE)"
  council backup --lang ru
  refused 2 "не указано: ФАЙЛ (вызов: council backup ФАЙЛ)"
  council backup a b --lang en
  refused 2 "b: one argument too many"
}

@test "options stand anywhere; after -- nothing is an option" {
  "$COUNCIL" init >/dev/null
  council --json log --limit=1 --lang en
  [ "$(jq length <<<"$output")" -eq 1 ]
  council --lang en log --limit 1 --json
  [ "$(jq length <<<"$output")" -eq 1 ]
  council backup -- --json
  [ "$status" -eq 0 ]
  [ -f ./--json ]
  council backup --lang en -- a -- --lang
  refused 2 '--: one argument too many'
  council --basis --json log
  [ "$status" -eq 0 ]
  lacks jq . <<<"$output"
}

@test "an argument that is no UTF-8" {
  council status $'\xd0'
  refused 2 '\xd0'
  council $'\xff\xfe'
  refused 2 '\xff\xfe'
}

@test "the language: --lang, then the locale, then Russian" {
  for locale in '' C POSIX C.UTF-8 ru_RU.UTF-8 de_DE.UTF-8 tg_TJ.UTF-8 ky_KG; do
    LC_ALL=$locale LC_MESSAGES= LANG= council --help
    [[ $output == "Вызов:"* ]]
  done
  LC_ALL=en_US.UTF-8 council --help
  [[ $output == "Usage:"* ]]
  LC_ALL= LC_MESSAGES=en_GB LANG=ru_RU.UTF-8 council --help
  [[ $output == "Usage:"* ]]
  LC_ALL= LC_MESSAGES= LANG=en council --help
  [[ $output == "Usage:"* ]]
  LC_ALL=en_US.UTF-8 council --help --lang ru
  [[ $output == "Вызов:"* ]]
  council status --lang fr
  refused 2 'fr'
  council status --lang
  refused 2 '--lang'
}

@test "the file: --file, then COUNCIL_FILE, then council.db here" {
  "$COUNCIL" init --blank --file a.db >/dev/null
  "$COUNCIL" init --blank --file b.db >/dev/null
  council status --lang en
  refused 3 'council.db'
  COUNCIL_FILE=a.db council log --json
  a=$(jq -r '.[-1].origin' <<<"$output")
  COUNCIL_FILE=a.db council log --json --file b.db
  b=$(jq -r '.[-1].origin' <<<"$output")
  [ -n "$a" ] && [ "$a" != "$b" ]
}

@test "a full disk, a closed output, a reader who has gone" {
  "$COUNCIL" init >/dev/null
  status=0
  "$COUNCIL" log --lang en >/dev/full 2>error || status=$?
  [ "$status" -eq 5 ]
  grep -qx 'council: standard output: cannot be written: no space left on the disk' error
  status=0
  "$COUNCIL" log --lang en >&- 2>error || status=$?
  [ "$status" -eq 5 ]
  grep -qx 'council: standard output: cannot be written: it is closed' error
  mkfifo pipe
  # a writer who waits until nobody reads any more
  (exec 3>pipe; sleep 0.3; status=0; "$COUNCIL" log --lang en >&3 2>error || status=$?
   echo "$status" >status) &
  : <pipe
  wait
  [ "$(cat status)" -eq 5 ]
  grep -qx 'council: standard output: cannot be written: the reader has gone' error
  "$COUNCIL" check
}

@test "no colour and no trailing space without a terminal" {
  "$COUNCIL" init >/dev/null
  council log
  [ "$status" -eq 0 ]
  lacks grep -q $'\033' <<<"$output"
  lacks grep -qE ' +$' <<<"$output"
}

@test "on a terminal the heads are underlined and lines fit, unless NO_COLOR" {
  command -v script >/dev/null || skip 'no script(1)'
  [ -e /dev/pts/ptmx ] || skip 'no terminal can be opened here: /dev/pts is not mounted'
  "$COUNCIL" init >/dev/null
  export TERM=xterm
  script -qec 'stty cols 60; "$COUNCIL" log 2' /dev/null </dev/null >wide
  sed 's/\x1b\[[0-9;]*m//g; s/\r$//' wide >plain
  [ "$(wc -l <plain)" -gt 20 ]
  # only a word longer than the line may stand out
  grep -E '^.{61,}$' plain | lacks grep -vE '[^ ]{20,}'
  script -qec '"$COUNCIL" log' /dev/null </dev/null >styled
  grep -q $'\033\[4m' styled
  NO_COLOR=1 script -qec '"$COUNCIL" log' /dev/null </dev/null >plain
  lacks grep -q $'\033' plain
}

@test "the manual page is made from the table and scdoc reads it" {
  command -v scdoc >/dev/null || skip 'no scdoc'
  for lang in ru en; do
    "$COUNCIL" help --man --lang $lang | scdoc >council.1
    commands | while read -r words; do
      grep -q "council $words" council.1
    done
  done
}

@test "bash completes nouns, verbs and options" {
  "$COUNCIL" help --bash >completion
  complete_words() { # WORDS… CURRENT
    bash -c 'source ./completion; COMP_WORDS=(council "$@"); COMP_CWORD=$#; _council
             printf "%s\n" "${COMPREPLY[@]}"' - "$@"
  }
  [ "$(complete_words stat)" = status ]
  [ "$(complete_words --file x.db stat)" = status ]
  complete_words log --li | grep -qx -e --limit
  complete_words log --js | grep -qx -e --json
}

@test "every command that only reads answers --json with one document" {
  "$COUNCIL" init >/dev/null
  "$COUNCIL" help --json | jq -r '.[] | select((.writes | not) and (.arguments | test("^(\\[.*\\])?$")))
    | [.noun, .verb // empty] | join(" ")' | grep -vx serve >readers   # it answers until it is stopped
  grep -qx status readers
  grep -qx check readers
  while read -r words; do
    council $words --json
    [ "$status" -eq 0 ] || { echo "$words: $error"; false; }
    jq -es 'length == 1' <<<"$output" >/dev/null || { echo "$words: $output"; false; }
  done <readers
}

@test "every command that reads the file says when there is none" {
  "$COUNCIL" help --json | jq -r '.[] | select(.needs_file and (.arguments | test("^(\\[.*\\])?$")))
    | [.noun, .verb // empty] | join(" ")' >readers
  grep -qx status readers
  while read -r words; do
    council $words --lang en
    refused 3 'council.db'
  done <readers
  rm -f readers error
  [ -z "$(ls -A)" ]
}
