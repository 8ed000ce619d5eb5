#!/usr/bin/env bash
# The road on real data: who of nine men says /ae/ (Japanese vowels, 12 cepstra a frame)?
#
#   examples/05-real-data.sh [FOLDER]
#
# FOLDER, else $LSTMC_DATA, else shared/data beside the repository, holds japanese_vowels/ with
# JapaneseVowels_TRAIN.ts and JapaneseVowels_TEST.ts (UEA archive), packed by gzip or not.
. "$(dirname "$0")/common.sh"
data=${1:-${LSTMC_DATA:-$root/../shared/data}}
data=$(cd "$data" 2>/dev/null && pwd) && [ -d "$data/japanese_vowels" ] ||
  skip "no folder japanese_vowels in '${1:-${LSTMC_DATA:-$root/../shared/data}}'; name its parent as argument or in LSTMC_DATA"
cd "$work"

# One command a line: each reads ./model.json and writes it. Wx is narrow and keeps more.
"$lstmc" -q train --data "japanese-vowels:$data/japanese_vowels" --hidden 64 >/dev/null
"$lstmc" -q prune --ratio-wx 0.5 --ratio-wh 0.75 >/dev/null
"$lstmc" -q quantize --width 12 >/dev/null
"$lstmc" -q simulate --check 10 >/dev/null
"$lstmc" report --fail-if 'accuracy.quantized<0.93' --fail-if 'hardware.latencyUs>1'
