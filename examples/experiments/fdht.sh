#!/usr/bin/env bash
# Tensor networks in place of an LSTM's matrices; the tables of docs/results/fdht.md.
#   examples/experiments/fdht.sh OUT moving MNIST-FOLDER   heading of a digit in synthetic video, 57,600 values a frame
#   examples/experiments/fdht.sh OUT rows MNIST-FOLDER     images row by row
# SEEDS="1 2 3". A model that is there is not made again, so an interrupted run goes on.
set -euo pipefail
out=$1 set=$2 data=$3
lstmc=$(cd "$(dirname "$0")/../.." && pwd)/lstmc
case $set in
  moving)
    data="moving-digits:$data --data-option label=motion --data-option train=1000 --data-option valid=100"
    train="--hidden 32 --epochs 6 --batch 16 --learning-rate 0.005"
    tt="--format tt --modes-in 8,20,20,18 --modes-out 8,4,2,2 --rank-inner 4"
    ht="--format ht --modes-in 8,10,10,9,8 --modes-out 8,2,2,2,2 --tree (((1,2),3),(4,5)) --rank-leaf 4 --rank-inner 5"
    fdht="--format ht --fully --modes-in 8,9,9,9,10 --modes-out 8,2,2,2,2 --tree (((1,2),3),(4,5)) --rank-leaf 4 --rank-inner 5"
    ;;
  rows)
    data="row-mnist:$data --data-option train=10000 --data-option valid=1000"
    train="--hidden 32 --epochs 8 --batch 32"
    tt="--format tt --modes-in 4,7 --modes-out 16,8 --rank-inner 4"
    ht="--format ht --modes-in 4,7 --modes-out 16,8 --rank-leaf 4 --rank-inner 4"
    fdht="--format ht --fully --modes-in 4,3,5 --modes-out 8,4,4 --tree ((1,2),3) --rank-leaf 6 --rank-inner 6"
    ;;
  *) echo "the set is moving or rows" >&2; exit 2 ;;
esac
quiet="-q --progress none"
mkdir -p "$out"
for seed in ${SEEDS:-1 2 3}; do
  for m in dense tt ht fdht; do
    form=${!m:-}
    # shellcheck disable=SC2086
    if [ ! -e "$out/$m-$seed.json" ]; then
      "$lstmc" $quiet train --data $data $train $form --seed "$seed" --no-simulate -o "$out/$m-$seed.json" >/dev/null
    fi
    # shellcheck disable=SC2086
    if [ ! -e "$out/$m-$seed-q.json" ]; then
      "$lstmc" $quiet quantize -m "$out/$m-$seed.json" --width 16 --no-simulate -o "$out/$m-$seed-q.json" >/dev/null
    fi
  done
done

# value KEY: the first number of that key in a JSON report on stdin.
value() { grep -o "\"$1\" *: *[0-9.eE+-]*" | head -1 | sed 's/.*: *//'; }

echo "| network | numbers in place of Wx and Wh | times fewer | float | 16-bit integer | machine | cycles a step | us | uJ |"
echo "|---|---|---|---|---|---|---|---|---|"
for m in dense tt ht fdht; do
  case $m in
    dense) machine="dense --stream" ;;
    tt) machine=tie ;;
    *) machine=fdht ;;
  esac
  first=$(ls "$out/$m"-*-q.json | head -1)
  # shellcheck disable=SC2086
  hardware=$("$lstmc" $quiet simulate -m "$first" --accelerator $machine --format json 2>/dev/null || true)
  report=$("$lstmc" $quiet report --format json "$first")
  numbers=$(($(value matrixStoredBits <<<"$report") / 16))
  fewer=$(value idealRatio <<<"$report")
  for f in "$out/$m"-*-q.json; do
    "$lstmc" $quiet report --format json "$f" >"$out/report"
    echo "$(value compressed <"$out/report") $(value dense <"$out/report") $(value quantized <"$out/report")"
  done | awk -v m="$m" -v machine="${machine%% *}" -v fewer="$fewer" -v numbers="$numbers" \
    -v cycles="$(value cyclesPerStep <<<"$hardware")" -v us="$(value latencyUs <<<"$hardware")" \
    -v uj="$(value energyPerFrameUj <<<"$hardware")" '
    function see(k, v) { sum[k] += v; if (NR == 1 || v < lo[k]) lo[k] = v; if (NR == 1 || v > hi[k]) hi[k] = v }
    function show(k) { return sprintf("%.1f %% (%.1f to %.1f)", 100 * sum[k] / NR, 100 * lo[k], 100 * hi[k]) }
    { see(1, $1); see(2, $NF) }
    END { printf "| %s (%d seeds) | %s | %.1f | %s | %s | %s | %d | %.2f | %.3f |\n", m, NR, numbers, fewer, show(1), show(2), machine, cycles, us, uj }'
done
