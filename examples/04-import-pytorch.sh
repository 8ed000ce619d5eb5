#!/usr/bin/env bash
# An LSTM from PyTorch: import, look at it, and see that it computes the same.
. "$(dirname "$0")/common.sh"
. "$examples/java.sh"
# Debian's python3-torch belongs to /usr/bin/python3, whatever else is first on the path.
for python in "${PYTHON:-python3}" /usr/bin/python3; do
  "$python" -c 'import torch' 2>"$work/no-torch" && break
  python=''
done
[ -n "$python" ] || skip "no python3 that imports torch (Debian: apt-get install python3-torch, or set PYTHON)"
cd "$work"

"$python" "$examples/04-import-pytorch/make_lstm.py" .
"$lstmc" import lstm.safetensors >report.txt
"$lstmc" inspect | tee card.txt
# Hashes differ where PyTorch's random numbers do.
sed -E 's/[0-9a-f]{12,64}/#/g' card.txt | expect 04-import-pytorch.expected

run_java CompareWithFloat model.json inputs.txt outputs.txt

# The check sees a mistake: the same file read with gates in another order.
"$lstmc" -q import lstm.safetensors --gate-order iofg -o wrong.json >report.txt
if (run_java CompareWithFloat wrong.json inputs.txt outputs.txt) 2>java.txt; then
  fail "a wrong gate order went unnoticed"
fi
