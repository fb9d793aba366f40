# A day of work: the commands that a secretary types, at most eight of them.

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8
  unset COUNCIL_FILE
  typed=0
}

# What happened before this day; not counted.
before() { "$COUNCIL" "$@" >/dev/null; }

# One command of the day.  Its answer is kept in $output, and shown when the test fails.
council() {
  typed=$((typed + 1))
  echo "\$ council $*"
  if ((typed > 8)); then
    echo "a day of work has at most eight commands"
    return 1
  fi
  "$COUNCIL" "$@" >output 2>notices
  output=$(cat output)
  notices=$(cat notices)
  cat output notices
}

says() { # TEXT…: the last answer or its notices contain each
  local text
  for text; do
    grep -qF -- "$text" output notices || { echo "does not say: $text"; return 1; }
  done
}

# The printed original as a copier sends it back: other bytes, the same pages.
scan() { # REF PARTY FILE
  before protocol render "$1" --for "$2" --out printed.pdf
  pdftocairo -pdf printed.pdf "$3"
}
