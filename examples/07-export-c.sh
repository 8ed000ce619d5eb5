#!/usr/bin/env bash
# From training to firmware: a pruned LSTM and a block-circulant GRU in 12 bits as C, compiled with every warning an
# error, compared with the integer datapath on the test split; the float network as ONNX and safetensors.
. "$(dirname "$0")/common.sh"
command -v gcc >/dev/null && command -v make >/dev/null || skip "no gcc or make; apt-get install gcc make"
cd "$work"

"$lstmc" -q train --data reber --hidden 12 --epochs 2 --no-simulate prune --ratio-wx 0.5 --ratio-wh 0.75 --no-simulate \
  quantize --width 12 --no-simulate -o lstm.json export c -o pruned --name pruned --steps 500 >pruned.txt
"$lstmc" -q train --data reber --hidden 12 --epochs 2 --cell gru --block-wx 4 --block-wh 4 --no-simulate \
  quantize --width 12 --sigmoid pwl:22 --tanh pwl:22 --no-simulate -o gru.json export c -o circulant --name circulant --steps 500 >circulant.txt

for model in pruned circulant; do
  grep -E '^(flash|RAM|self-check)' "$model.txt"
  make -s -C "$model" test
done | expect 07-export-c.expected

# The check is one: another weight, and it fails.
sed -i '0,/_weights\[.*{/s//&\n    1000,/' pruned/pruned.c
sed -i 's/^\(static const int16_t .*_weights\)\[[0-9]*\]/\1[]/' pruned/pruned.c
make -s -C pruned pruned
if make -s -C pruned test >/dev/null 2>&1; then fail "a shifted weight went unnoticed"; fi

# The same bytes again, and no folder of other files is touched.
"$lstmc" -q export c -m lstm.json -o again --name pruned --steps 500 >again.txt
"$lstmc" -q export c -m lstm.json -o pruned --name pruned --steps 500 >again.txt
diff -r again pruned || fail "two exports of one model differ"
mkdir mine && touch mine/notes
if "$lstmc" -q export c -m lstm.json -o mine 2>message.txt; then fail "a folder of other files was taken"; fi
[ "$(ls mine)" = notes ] || fail "a folder of other files was changed"

"$lstmc" -q export onnx -m lstm.json -o model.onnx >onnx.txt
"$lstmc" -q export safetensors -m lstm.json -o model.safetensors >safetensors.txt
"$lstmc" -q import model.safetensors --no-simulate -o back.json >back.txt
