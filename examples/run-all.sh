#!/usr/bin/env bash
# Runs every example and compares what it gives with what is expected. Ends with the totals; 1 if any
# failed. UPDATE=1 writes the expectations anew instead: look at the difference before you commit it.
set -uo pipefail
cd "$(dirname "$0")"
../lstmc --version || exit 1 # builds, if it must

passed=0 failed=0 skipped=0
for example in [0-9][0-9]-*.sh; do
  began=$SECONDS
  log=$(./"$example" 2>&1)
  code=$?
  case $code in
    0) passed=$((passed + 1)) word=passed ;;
    77) skipped=$((skipped + 1)) word=SKIPPED ;;
    130) exit 130 ;;
    *) failed=$((failed + 1)) word=FAILED ;;
  esac
  echo "== $example: $word ($((SECONDS - began)) s)"
  if [ "$word" != passed ]; then printf '%s\n' "$log" | tail -n 100; fi
done
echo "examples: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
