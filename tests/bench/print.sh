#!/bin/bash
# An original against what others make of the same text: times, memory, and how much more it takes
# than drawing its lines with libharu alone.  Run by ./dev bench.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ninja -C build-bench tests/bench-print >/dev/null
python3 tests/bench/print.py "$PWD/build-bench/tests/bench-print" "$work"
