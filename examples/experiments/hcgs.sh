#!/usr/bin/env bash
# Hierarchical coarse-grain sparsity against other patterns at equal sparsity, 6-bit weights and 13-bit
# signals trained with straight-through gradients; the tables of docs/results/hcgs.md.
#   examples/experiments/hcgs.sh OUT timit FOLDER      the TIMIT layout, frame labels, 2 x 128
#   examples/experiments/hcgs.sh OUT arabic FOLDER     spoken Arabic digits, 2 x 64
# SEEDS="1 2 3". A model that is there is not made again, so an interrupted run goes on.
set -euo pipefail
out=$1 set=$2 data=$3
lstmc=$(cd "$(dirname "$0")/../.." && pwd)/lstmc
case $set in
  timit) data=timit:$data net="--hidden 128 --layers 2" big=32,8 small=8 train="--epochs 20" tune="--epochs 5" ;;
  arabic) data=arabic-digits:$data net="--hidden 64 --layers 2" big=16,4 small=4 train="--epochs 10" tune="--epochs 3" ;;
  *) echo "the set is timit or arabic" >&2; exit 2 ;;
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

for seed in ${SEEDS:-1 2 3}; do
  # The input matrix of the first layer stays dense: 39 or 13 columns are no whole number of blocks.
  own="--seed $seed --pattern-option seed=$seed --dense layers.0.wx"
  # shellcheck disable=SC2086
  {
    make "dense-$seed" train --data "$data" $net $train --seed "$seed"
    for x in 4 8 16; do
      case $x in 4) keep=1/2,1/2 ;; 8) keep=1/4,1/2 ;; 16) keep=1/4,1/4 ;; esac
      make "hcgs$x-$seed" train --data "$data" $net $train $own --pattern hcgs --levels $big --keep $keep
      make "one$x-$seed" train --data "$data" $net $train $own --pattern hcgs --levels $small --keep 1/$x
      zeros=$(awk -v x=$x 'BEGIN { print 1 - 1 / x }')
      make "guided$x-$seed" prune -m "$out/dense-$seed.json" --seed "$seed" --pattern hcgs-guided \
        --block $big --keep $keep --ratio layers.0.wx=0 $train
      make "free$x-$seed" prune -m "$out/dense-$seed.json" --seed "$seed" --pattern unstructured \
        --ratio-wx "$zeros" --ratio-wh "$zeros" --ratio layers.0.wx=0 $train
    done
    for m in dense hcgs4 hcgs8 hcgs16 one4 one8 one16 guided4 guided8 guided16 free4 free8 free16; do
      make "$m-$seed-q" quantize -m "$out/$m-$seed.json" --seed "$seed" --weights 6 --width 13 \
        --fine-tune $tune --learning-rate 0.0005
    done
  }
done

# A line a kind: float and integer figures of all seeds, mean and least to greatest, bits stored.
echo "| network | float | 6-bit integer | recurrent matrices stored | smaller than 6-bit dense |"
echo "|---|---|---|---|---|"
for m in dense hcgs4 hcgs8 hcgs16 guided4 guided8 guided16 one4 one8 one16 free4 free8 free16; do
  for f in "$out/$m"-*-q.json; do
    "$lstmc" $quiet report --format csv "$f" 2>/dev/null | awk -F, '
      NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      { f = $at["accuracy.compressed"]; if (f == "") f = $at["accuracy.dense"]
        print f, $at["accuracy.quantized"], $at["compression.matrixStoredBits"],
          $at["compression.matrixCompressionRatio"] }'
  done | awk -v m="$m" '
    function see(k, v) { sum[k] += v; if (NR == 1 || v < lo[k]) lo[k] = v; if (NR == 1 || v > hi[k]) hi[k] = v }
    function show(k) { return sprintf("%.2f %% (%.2f to %.2f)", 100 * sum[k] / NR, 100 * lo[k], 100 * hi[k]) }
    { see(1, $1); see(2, $2); bits = $3; ratio = $4 }
    END { if (NR) printf "| %s (%d seeds) | %s | %s | %.1f KiB | %.2f |\n", m, NR, show(1), show(2), bits / 8192, ratio }'
done
