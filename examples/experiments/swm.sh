#!/usr/bin/env bash
# Feed-forward networks over images, dense and block-circulant, as floats and 12-bit integers; the tables of
# docs/results/swm.md.
#   examples/experiments/swm.sh OUT mlp FOLDER         MNIST at 16 x 16, 128-128-10
#   examples/experiments/swm.sh OUT mlp11 FOLDER       MNIST at 11 x 11, 64-64-10
#   examples/experiments/swm.sh OUT lenet FOLDER       MNIST, 32C5-MP2-64C5-MP2-512-10
#   examples/experiments/swm.sh OUT cifar FOLDER       CIFAR-10 (or a part of it), 32C3p1-MP2-64C3p1-MP2-128C3p1-MP2-256-10
# SEEDS="1 2 3". A model that is there is not made again, so an interrupted run goes on.
set -euo pipefail
out=$1 set=$2 data=$3
lstmc=$(cd "$(dirname "$0")/../.." && pwd)/lstmc
# blocks: sizes; last: the output layer, which stays dense as the papers' do.
case $set in
  mlp) data=mnist:$data net="--image-size 16 --network 128-128-10" blocks="8 16 64" last=5 train=20 tune=20 ;;
  mlp11) data=mnist:$data net="--image-size 11 --network 64-64-10" blocks="8 16 64" last=5 train=20 tune=20 ;;
  lenet) data=mnist:$data net="--network 32C5-MP2-64C5-MP2-512-10" blocks="4 8 16" last=9 train=4 tune=3 ;;
  cifar)
    data=cifar10:$data net="--network 32C3p1-MP2-64C3p1-MP2-128C3p1-MP2-256-10 --augment shift2,flip"
    blocks="4 8" last=12 train=20 tune=10 ;;
  *) echo "the set is mlp, mlp11, lenet or cifar" >&2; exit 2 ;;
esac
quiet="-q --progress none"
mkdir -p "$out"

# make NAME COMMAND...: unless it is there.
make() {
  local file=$out/$1.json
  shift
  # shellcheck disable=SC2086
  if [ ! -e "$file" ]; then "$lstmc" $quiet "$@" --no-simulate -o "$file" >/dev/null; fi
}

kinds=dense
for k in $blocks; do kinds="$kinds direct$k hard$k admm$k"; done
for seed in ${SEEDS:-1 2 3}; do
  # shellcheck disable=SC2086
  {
    make "dense-$seed" train --data "$data" $net --epochs $train --seed "$seed"
    for k in $blocks; do
      form="--block-size $k --block forward.$last=1 --seed $seed"
      make "direct$k-$seed" train --data "$data" $net --epochs $train $form
      make "hard$k-$seed" circulantize -m "$out/dense-$seed.json" $form --fine-tune --epochs $tune
      make "admm$k-$seed" train-admm -m "$out/dense-$seed.json" --constraint circulant $form --epochs $tune
    done
    for kind in $kinds; do
      make "$kind-$seed-q" quantize -m "$out/$kind-$seed.json" --seed "$seed" --width 12
    done
  }
done

# A line a kind: float and integer figures of all seeds, mean and least to greatest, bits stored.
echo "| network | float | 12-bit integer | matrices stored | smaller than dense |"
echo "|---|---|---|---|---|"
for kind in $kinds; do
  for f in "$out/$kind"-*-q.json; do
    "$lstmc" $quiet report --format csv "$f" 2>/dev/null | awk -F, '
      NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      { f = $at["accuracy.compressed"]; if (f == "") f = $at["accuracy.dense"]
        print f, $at["accuracy.quantized"], $at["compression.matrixStoredBits"],
          $at["compression.matrixCompressionRatio"] }'
  done | awk -v m="$kind" '
    function see(k, v) { sum[k] += v; if (NR == 1 || v < lo[k]) lo[k] = v; if (NR == 1 || v > hi[k]) hi[k] = v }
    function show(k) { return sprintf("%.2f %% (%.2f to %.2f)", 100 * sum[k] / NR, 100 * lo[k], 100 * hi[k]) }
    { see(1, $1); see(2, $2); bits = $3; ratio = $4 }
    END { if (NR) printf "| %s (%d seeds) | %s | %s | %.1f KiB | %.2f |\n", m, NR, show(1), show(2), bits / 8192, ratio }'
done

# Rates depend on the shape alone: one model a block size, on SWM's engine and as a chip.
for machine in swm swm-asic; do
  echo
  echo "| $machine | cycles an image | kFPS | W | kFPS/W | latency of a batch |"
  echo "|---|---|---|---|---|---|"
  for kind in dense ${blocks// / admm}; do
    case $kind in dense) ;; admm*) ;; *) kind=admm$kind ;; esac
    for f in "$out/$kind"-*-q.json; do
      "$lstmc" $quiet simulate -m "$f" --accelerator $machine --format json 2>&1 | tr ',{' '\n\n' | awk -F: -v m="$kind" '
        { gsub(/[" }]/, "", $1); v[$1] = $2 }
        END {
          f = v["framesPerSecond"]; w = v["powerW"]
          if (f) printf "| %s | %.2f | %.1f | %.3f | %.1f | %.1f us |\n", m, v["cyclesPerStep"], f / 1000, w,
            f / 1000 / w, v["latencyUs"]
          else printf "| %s |%s |\n", m, v["message"]
        }'
      break
    done
  done
done
