#!/usr/bin/env bash
# Three ways to a block-circulant network, k = 4, on data that lstmc makes itself: the nearest one at
# once, trained as one from the start, and drawn to it by ADMM; then a GRU. All in 12 bits on E-RNN.
. "$(dirname "$0")/common.sh"
cd "$work"
blocks='--block-wx 4 --block-wh 4'
bits='quantize --width 12 --sigmoid pwl:22 --tanh pwl:22'

# One process for all that needs no log: commands in one line work on one model until another is named.
# shellcheck disable=SC2086 # options are words
"$lstmc" -q train --data reber --hidden 16 --no-simulate -o dense.json \
  circulantize $blocks --name hard -o hard.json $bits \
  train --data reber --hidden 16 $blocks --name direct -o direct.json $bits \
  train --data reber --hidden 16 $blocks --name gru --cell gru-reset-before -o gru.json $bits >last.txt
# shellcheck disable=SC2086
"$lstmc" --progress plain train-admm -m dense.json --constraint circulant $blocks --name admm -o admm.json \
  $bits simulate --check 5 2>admm.log >last.txt

# While ADMM runs, the weights come nearer to the structure: the first and the last epoch's line.
grep -o 'admm: epoch [16]/6.*rho' admm.log
sed -n 's/^ *residuals (primal\/dual) by update: //p' <("$lstmc" inspect admm.json) | tr ' /' '\n\n' |
  awk 'NR == 1 { first = $1 } NR % 2 { last = $1 } END { exit !(last < first / 10) }' ||
  fail "the primal residual did not fall to a tenth"

grep '^check: ' admm.log

# All that training does not move: blocks, stored bits, the machine.
"$lstmc" -q report hard.json direct.json admm.json gru.json --format md |
  grep -E '^\| (\||model\.|compression\.|hardware\.(accelerator|device|cyclesPerStep|latencyUs|framesPerSecond|gops|effectiveGops) )|^\|---' |
  expect 06-circulant.expected

# Best possible is 1.550; without remembering the second symbol to the end it is 1.65.
"$lstmc" -q report direct.json admm.json gru.json --fail-if 'accuracy.quantized>1.64' >gated.txt
# The nearest network alone is no network: that is what the others are for.
if "$lstmc" -q report hard.json --fail-if 'accuracy.quantized>2' >gated.txt 2>message.txt; then
  fail "hard projection without training scored below 2"
fi

# The file holds one vector a block: a quarter of Wh (64 x 16), and of Wx what 4 leaves of 7 columns.
"$lstmc" inspect direct.json | grep -E 'blocks|whole'
