#!/usr/bin/env bash
# The sweep of 02-sweep/Makefile, and proof that it does no work twice: every call of lstmc is noted.
. "$(dirname "$0")/common.sh"
command -v make >/dev/null || skip "make is not installed (Debian: apt-get install make)"
"$lstmc" --version >"$work/version.txt" # built before two of them run at once

cat >"$work/lstmc" <<SCRIPT
#!/bin/sh
echo "\$*" >>"$work/calls"
exec "$lstmc" "\$@"
SCRIPT
chmod +x "$work/lstmc"

sweep() { make --no-print-directory -C "$examples/02-sweep" -j2 LSTMC="$work/lstmc" OUT="$work/out" "$@"; }

# ran WHAT TRAIN PRUNE QUANTIZE SIMULATE TABLES: how often each ran since the last time.
ran() {
  local found=''
  for command in train prune quantize simulate 'report.*--format'; do
    found="$found $(grep -c -- "^-q $command" "$work/calls" || true)"
  done
  echo "== $1: train prune quantize simulate table:$found"
  [ "$found" = " $2 $3 $4 $5 $6" ] || fail "$1: expected $2 $3 $4 $5 $6"
  : >"$work/calls"
}

: >"$work/calls"
sweep
ran "first run" 1 4 4 4 2

sweep >"$work/log.txt"
ran "nothing changed" 0 0 0 0 0
sweep -n | grep -E -- '-q (train|prune|quantize|simulate)' && fail "make -n would do something"

# From here on with another device.
again() { sweep SIMULATE='--device xcku9p' "$@" >"$work/log.txt"; }
again
ran "another device" 0 0 0 4 2

again WX='0.4 0.6' WH=0.25
ran "one new pair" 0 1 1 1 2

touch "$work/out/0.4x0.5/pruned.json"
again
ran "one model touched" 0 0 1 1 2

rm "$work/out/0.8x0.5/quantized.json"
again
ran "one model lost" 0 0 1 1 2

# What training does not move: ratios as they came out, stored bits, cycles, multipliers.
"$lstmc" -q report "$work"/out/[0-9]*/simulated.json --format md |
  grep -E '^\| (compression\.(scheme|ratioWx|ratioWh|storedBits)|hardware\.(device|cyclesPerStep|latencyUs|effectiveGops)) ' |
  expect 02-sweep.expected

# The gates of the Makefile can fail, and then make does.
if again GATES="--fail-if 'accuracy.quantized>1.5'" 2>"$work/message.txt"; then
  fail "make passed a gate below the best possible"
fi
grep -m 1 'check failed' "$work/message.txt"
