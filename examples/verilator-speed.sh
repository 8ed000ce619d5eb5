#!/usr/bin/env bash
# Cycles a second of the simulator's bit-exact machine and of Verilator on the exported Verilog of the same brds
# engine: same model, stimulus and cycles, one thread each, one after the other.
#   examples/verilator-speed.sh [MODEL.json [STEPS [SETTING=VALUE...]]]
# Without a model: LSTM of 24 cells on the embedded Reber grammar, half of the weights zero, 12 bits. Look at the
# load that is printed: elapsed time counts on a quiet machine alone. Figures: docs/rtl.md.
. "$(dirname "$0")/common.sh"
. "$examples/java.sh"
command -v verilator >/dev/null || skip "verilator is not installed (apt-get install verilator)"

model=${1:-$work/model.json}
steps=${2:-20000}
settings=("${@:3}")
if [ $# -eq 0 ]; then
  "$lstmc" train --data reber --hidden 24 --epochs 1 -o "$model" -q \
    prune --ratio-wx 0.5 --ratio-wh 0.5 -o "$model" quantize --width 12 -o "$model" >/dev/null
  settings=(rx=4 rh=12)
fi
run_java BesideVerilator "$model" "$work" "$steps" "${settings[@]}"
