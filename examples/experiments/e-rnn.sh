#!/usr/bin/env bash
# Four ways to a block-circulant network on spoken digit strings (FSDD), LSTM and GRU, token error rate
# in float and on the 12-bit integer datapath; the tables of docs/results/e-rnn.md.
#   examples/experiments/e-rnn.sh OUT FOLDER       FOLDER holds FSDD's recordings/
# SEEDS="1 2 3" CELLS="lstm gru" BLOCKS="8 16 4" WAYS="hard tuned admm direct" TABLE=only (no runs)
# MORE="18 10" epochs after the 12 dense ones, and those of them that ADMM takes. A model that is
# there is not made again, so an interrupted run goes on. The strings are the same for every seed.
set -euo pipefail
out=$1 data=fsdd:$2
lstmc=$(cd "$(dirname "$0")/../.." && pwd)/lstmc
seeds=${SEEDS:-1 2 3} cells=${CELLS:-lstm gru} blocks=${BLOCKS:-8 16 4}
ways=${WAYS:-hard tuned admm direct}
read -r epochs admm <<<"${MORE:-18 10}"
strings="--data-option valid=index --data-option seed=1 --data-option rounds=3"
net="--hidden 128"
train="--batch 16 --learning-rate-decay 0.8 --dropout 0.3 --patience 0"
# Every block-circulant network but the hard one has seen the data as often: 12 epochs dense and
# more in the circulant form or drawn to it; or all of them in the circulant form.
first="$train --epochs 12 --decay-after 8 --learning-rate 0.005"
more="$train --epochs $epochs --decay-after $((epochs / 2)) --learning-rate 0.003"
whole="$train --epochs $((12 + epochs)) --decay-after $(((12 + epochs) * 2 / 3)) --learning-rate 0.003"
integer="--width 12 --sigmoid pwl:22 --tanh pwl:22"
mkdir -p "$out"

# make NAME COMMAND...: the model NAME and its integer form NAME-q, unless they are there.
make() {
  local name=$1 begin=$SECONDS
  shift
  if [ ! -e "$out/$name-q.json" ]; then
    # shellcheck disable=SC2086
    "$lstmc" -q --progress none "$@" --no-simulate -o "$out/$name.json" \
      quantize $integer --no-simulate -o "$out/$name-q.json" >/dev/null
    echo "$name: $((SECONDS - begin)) s"
  fi
}

if [ "${TABLE:-}" != only ]; then
  for k in $blocks; do
    for seed in $seeds; do
      for cell in $cells; do
        own="--seed $seed"
        block="--block-wx $k --block-wh $k"
        dense=$out/$cell-dense-$seed.json
        # shellcheck disable=SC2086
        make "$cell-dense-$seed" train --data "$data" $strings $net --cell "$cell" $first $own
        for way in $ways; do
          # shellcheck disable=SC2086
          case $way in
            hard) make "$cell-hard$k-$seed" circulantize -m "$dense" $block ;;
            tuned)
              make "$cell-tuned$k-$seed" circulantize -m "$dense" $block --fine-tune $more $own
              ;;
            admm)
              make "$cell-admm$k-$seed" train-admm -m "$dense" --constraint circulant $block $more \
                --admm-epochs "$admm" $own
              ;;
            direct)
              make "$cell-direct$k-$seed" train --data "$data" $strings $net --cell "$cell" $block \
                $whole $own
              ;;
            *) echo "WAYS: '$way' is none of hard, tuned, admm, direct" >&2 && exit 2 ;;
          esac
        done
      done
    done
  done
fi

# figures KIND: float and integer token error rate, bits and ratio of every seed that is there.
figures() {
  local files=("$out/$1"-[0-9]*-q.json)
  [ -e "${files[0]}" ] || return 0
  "$lstmc" -q report --format csv "${files[@]}" "${files[0]}" 2>/dev/null | awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { row[NR] = $0 }
    END {
      for (n = 2; n < NR; n++) {
        split(row[n], v, ",")
        f = v[at["accuracy.compressed"]]; if (f == "") f = v[at["accuracy.dense"]]
        print f, v[at["accuracy.quantized"]], v[at["compression.matrixCompressionRatio"]]
      }
    }'
}

echo "| network | block | way | seeds | float | 12-bit integer | recurrent matrices smaller |"
echo "|---|---|---|---|---|---|---|"
for cell in $cells; do
  for kind in dense $(for k in $(printf '%s\n' $blocks | sort -n); do
    echo "hard$k tuned$k direct$k admm$k"; done); do
    figures "$cell-$kind" | awk -v cell="$cell" -v kind="$kind" '
      function see(k, v) { sum[k] += v; if (NR == 1 || v < lo[k]) lo[k] = v; if (NR == 1 || v > hi[k]) hi[k] = v }
      function show(k) { return sprintf("%.3f (%.3f - %.3f)", sum[k] / NR, lo[k], hi[k]) }
      { see(1, $1); see(2, $2); ratio = $3 }
      END {
        if (NR) {
          way = kind; sub(/[0-9]+$/, "", way)
          k = kind; sub(/^[a-z]+/, "", k)
          printf "| %s | %s | %s | %d | %s | %s | %.2f |\n", toupper(cell), k, way, NR, show(1), show(2), ratio
        }
      }'
  done
done
