#!/usr/bin/env bash
# Trains the same workloads with lstmc and with Debian's python3-torch, in turns, and prints one JSON
# line a run and a summary of medians: loss agreement, speed ratio, peak memory.
#   examples/benchmarks/train.sh [WORKLOADS] [ROUNDS] [THREADS]     default: "ptb speech" 3 1
# Needs python3-torch, and OpenBLAS where the linker finds it first (Debian: libopenblas0-openmp);
# the BLAS that python maps is printed, since with the reference BLAS the comparison means nothing.
set -euo pipefail
workloads=${1:-ptb speech} rounds=${2:-3} threads=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
export OMP_WAIT_POLICY=passive OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads
openblas=/usr/lib/x86_64-linux-gnu/openblas-openmp
if [ -d "$openblas" ]; then export LD_LIBRARY_PATH=$openblas${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}; fi
if [ -z "${CLASSPATH:-}" ]; then
  (
    cd "$top"
    ./mvnw -q -B -Dfast -pl core -am test-compile dependency:build-classpath \
      -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
  )
  core=$top/core/target
  CLASSPATH=$core/test-classes:$core/classes:$(cat "$core/test-classpath")
fi
export CLASSPATH
"$python" -c 'import torch
print("python BLAS:", sorted({l.split()[-1] for l in open("/proc/self/maps") if "blas" in l}))'
results=$(mktemp)
trap 'rm -f "$results"' EXIT
for workload in $workloads; do
  case $workload in ptb) steps=25 ;; mlp*) steps=2000 ;; lenet*) steps=100 ;; *) steps=9 ;; esac
  for round in $(seq "$rounds"); do
    "$python" "$here/train_pytorch.py" --workload "$workload" --steps "$steps" --threads "$threads" |
      tee -a "$results"
    # The native libraries of lstmc are its own; the system's OpenBLAS must not shadow them.
    LD_LIBRARY_PATH='' "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m \
      org.lstmc.core.train.TrainAgainstPyTorch "$workload" "$steps" "$threads" | tee -a "$results"
  done
done
"$python" - "$results" <<'PY'
import json, statistics, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
for w in dict.fromkeys(r["workload"] for r in rows):
    of = lambda ours, key: [r[key] for r in rows if r["workload"] == w and (r["engine"] == "lstmc") == ours]
    a, b = of(True, "perSecond"), of(False, "perSecond")
    c, d = of(True, "cpuMsPerStep"), of(False, "cpuMsPerStep")
    gap = max(abs(x - y) / y for x, y in zip(of(True, "losses")[0], of(False, "losses")[0]))
    print(f"{w}: lstmc {statistics.median(a):.0f}/s ({max(of(True, 'peakMb')):.0f} MB), "
          f"torch {statistics.median(b):.0f}/s ({max(of(False, 'peakMb')):.0f} MB), ratio of medians "
          f"{statistics.median(a) / statistics.median(b):.2f}, by round "
          f"{[round(x / y, 2) for x, y in zip(a, b)]}; processor time a step {statistics.median(c):.3g} "
          f"and {statistics.median(d):.3g} ms, ratio {statistics.median(d) / statistics.median(c):.2f}, by "
          f"round {[round(y / x, 2) for x, y in zip(c, d)]}; worst relative gap of losses {gap:.1e}")
PY
