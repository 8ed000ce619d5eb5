#!/usr/bin/env bash
# The whole road in one line, on data that lstmc makes itself: train, prune with two ratios, quantize,
# run on the simulated machine, report.
. "$(dirname "$0")/common.sh"
cd "$work"

line="train --data reber prune --ratio-wx 0.8 --ratio-wh 0.5 quantize --weights 'fixed<16,4>' simulate --accelerator brds report"
eval "'$lstmc' $line"
grep -qF "    ./lstmc $line" "$root/README.md" || fail "the README shows another line"

# All that must be the same on every machine; see report.mask.
sed -E -f "$examples/report.mask" report.json | expect 01-the-road.expected

# What was learnt. Best possible is 1.550 here; without remembering the second symbol to the end, which
# is what this grammar asks, it would be 1.55 * 2^(1/10.9) = 1.65, since a string makes 10.9 predictions.
"$lstmc" -q report --fail-if 'accuracy.quantized>1.62' >gated.txt

# A gate must be able to fail.
code=0
"$lstmc" -q report --fail-if 'accuracy.quantized>1.5' >gated.txt 2>message.txt || code=$?
[ "$code" -eq 3 ] || fail "a gate below the best possible ended with $code instead of 3"
grep '^.*check failed' message.txt

# The machine computes what the integer datapath computes, bit for bit, or this ends with 3.
"$lstmc" simulate --check 20 >checked.txt
