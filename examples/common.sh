# Read by every example: where the tool is, a folder of its own that goes at the end, comparison.
# Exit codes of an example: 0 as expected, 1 not, 77 skipped (with the reason on stderr).
set -euo pipefail

examples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$examples")
lstmc=$root/lstmc
work=$(mktemp -d "${TMPDIR:-/tmp}/lstmc-example.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# expect FILE: standard input must equal examples/FILE. UPDATE=1 writes FILE instead.
expect() {
  cat >"$work/actual"
  if [ "${UPDATE:-}" = 1 ]; then
    cp "$work/actual" "$examples/$1"
  elif ! diff -u --label "expected ($1)" --label actual "$examples/$1" "$work/actual"; then
    fail "the result differs from examples/$1; if that is intended: UPDATE=1 $0"
  fi
}

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

skip() {
  echo "${0##*/}: SKIPPED: $*" >&2
  exit 77
}
