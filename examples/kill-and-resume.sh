#!/usr/bin/env bash
# Kills steps (train, prune, quantize, circulantize, train-admm, decompose) at random moments with SIGKILL, gives
# each command again until it ends by itself, and compares every file with those of an undisturbed
# run.
#   examples/kill-and-resume.sh [ROUNDS]       (default 20)
set -euo pipefail
rounds=${1:-20}
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RANDOM=${SEED:-1}

steps=(
  "train --data reber --data-option train=600 --epochs 8"
  "prune --search --overall 0.4 --search-epochs 4 --epochs 4"
  "quantize --width 8 --fine-tune --epochs 3"
  "train --data reber --data-option train=600 --epochs 4 --cell gru --block-wh 4 -o blocks.json"
  "circulantize -m blocks.json --block-wx 2 --fine-tune --epochs 3"
  "train --data reber --data-option train=600 --epochs 4 --format ht --modes-in 2,2,2 --modes-out 16,4,2 --rank-leaf 3 --rank-inner 4 -o ht.json"
  "train --data reber --data-option train=600 --epochs 2 -o plain.json"
  "decompose -m plain.json -o tt.json --format tt --modes-in 2,4 --modes-out 16,8 --rank-inner 3 --epochs 3"
  "train-admm -m blocks.json --constraint circulant --block-wx 4 --block-wh 8 --epochs 6"
)

# The kill comes after 40 to 110 % of what the undisturbed step took, so that on a machine of any
# speed a round gets on, and some kills fall on the very end.
road() { # FOLDER calm|kill
  local kills=0 i began
  mkdir -p "$1"
  cd "$1"
  for i in "${!steps[@]}"; do
    local step=${steps[$i]}
    while true; do
      began=$(date +%s%N)
      # shellcheck disable=SC2086
      setsid "$top/lstmc" -q ${step} --checkpoint-seconds 0.1 >out.txt 2>err.txt &
      local pid=$! code=0
      if [ "$2" = kill ]; then
        local after=$(($(cat "$work/ms$i") * (40 + RANDOM % 71) / 100))
        sleep "$((after / 1000)).$(printf %03d $((after % 1000)))"
        kill -9 -- "-$pid" 2>/dev/null || true
      fi
      # How it ended is what counts: it may have been done before the signal came.
      wait "$pid" 2>/dev/null || code=$?
      if [ "$2" = calm ]; then echo $((($(date +%s%N) - began) / 1000000)) >"$work/ms$i"; fi
      if [ "$code" -eq 0 ]; then break; fi
      if [ "$2" = calm ] || [ "$code" -ne 137 ]; then
        cat err.txt >&2
        return 1
      fi
      kills=$((kills + 1))
      if [ "$kills" -ge 300 ]; then
        echo "no end after $kills kills: $step" >&2
        return 1
      fi
    done
  done
  rm -f out.txt err.txt
  echo "$kills"
}

sums() { (cd "$1" && find . -type f | sort | xargs sha256sum); }

road "$work/calm" calm >/dev/null
same=0 kills=0
for ((i = 1; i <= rounds; i++)); do
  n=$(road "$work/$i" kill)
  kills=$((kills + n))
  if diff <(sums "$work/calm") <(sums "$work/$i") >&2; then
    same=$((same + 1))
    echo "round $i: killed $n times, same bytes"
  else
    echo "round $i: killed $n times, DIFFERENT"
  fi
  rm -rf "${work:?}/$i"
done
echo "$same of $rounds rounds gave the same bytes; $kills kills in all"
[ "$same" -eq "$rounds" ]
