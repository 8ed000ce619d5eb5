#!/usr/bin/env bash
# Layers held as tensor networks, on data that lstmc makes itself: a trained Wx decomposed to ranks and
# tuned in its factors; one in hierarchical Tucker form trained from scratch; all of a layer in one tensor.
. "$(dirname "$0")/common.sh"
cd "$work"
tt='--format tt --modes-in 2,4 --modes-out 16,4 --rank-inner 4'
ht='--format ht --modes-in 2,2,2 --modes-out 16,2,2 --tree (1,(2,3)) --rank-leaf 3 --rank-inner 4'
full='--fully --format tt --modes-in 4,6 --modes-out 8,8 --rank-inner 8'

# shellcheck disable=SC2086 # options are words
{
  "$lstmc" -q train --data reber --hidden 16 --no-simulate -o dense.json \
    decompose $tt --name cut --no-simulate -o cut.json
  "$lstmc" -q decompose -m dense.json $tt --epochs 3 --name tuned --no-simulate -o tuned.json
  "$lstmc" -q train --data reber --hidden 16 $ht --name ht --no-simulate -o ht.json
  "$lstmc" -q train --data reber --hidden 16 $full --name full --no-simulate -o full.json
} >last.txt

# All that training does not move: forms, orders, stored numbers.
"$lstmc" -q report cut.json tuned.json ht.json full.json --format md |
  grep -E '^\| (\||model\.|compression\.)|^\|---' |
  expect 08-tensor-networks.expected

# Tuning in the factors wins back what truncation lost; best possible is 1.550.
"$lstmc" -q report tuned.json ht.json full.json --fail-if 'accuracy.compressed>1.64' >gated.txt
if "$lstmc" -q report cut.json --fail-if 'accuracy.compressed>1.64' >gated.txt 2>message.txt; then
  fail "truncation alone scored below 1.64"
fi
grep -o 'relative error of the decomposition 0\.[0-9]' <("$lstmc" inspect cut.json) >/dev/null ||
  fail "the error of the decomposition is not in the history"

# What cannot be is refused in one line, exit code 2.
for wrong in '--format tt --modes-in 2,3 --modes-out 16,4 --rank-inner 4' \
  '--format ht --modes-in 2,4 --modes-out 16,4 --rank-leaf 99' \
  '--format ht --modes-in 2,2,2 --modes-out 16,2,2 --tree (1,2) --rank-leaf 2 --rank-inner 2'; do
  code=0
  # shellcheck disable=SC2086
  "$lstmc" decompose -m dense.json -o no.json $wrong 2>message.txt || code=$?
  [ "$code" = 2 ] && [ "$(wc -l <message.txt)" = 1 ] || fail "not refused: $wrong"
  cat message.txt
done
