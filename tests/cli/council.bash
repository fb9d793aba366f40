# What a test of the command line needs: load council

# How many times longer than it should the program may take (tests/meson.build).
SLOWNESS=${COUNCIL_TEST_SLOWNESS:-1}

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 # grep needs to know letters; it means Russian to council
  unset COUNCIL_FILE COUNCIL_NOW NO_COLOR
}

# Runs council; $output is standard output, $error standard error.
council() {
  status=0
  output=$("$COUNCIL" "$@" 2>error) || status=$?
  error=$(cat error)
}

# The last call failed as STATUS, said nothing on standard output and one line with TEXT.
refused() { # STATUS TEXT
  echo "status $status; output: $output; error: $error"
  [ "$status" -eq "$1" ]
  [ -z "$output" ]
  [ "$(wc -l <error)" -eq 1 ]
  [[ $error == "council: "* ]]
  [[ $error == *"$2"* ]]
}

# bats does not notice a plain "! command" that fails.
lacks() { ! "$@"; }
