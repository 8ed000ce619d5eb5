#!/usr/bin/env bash
# Steps of the UCF-11 tensor networks on a batch of frames: lstmc (transform and product), its scalar
# twin, and one thread of OpenBLAS (product alone) in two builds: the one that libtorch's jars bring,
# called from the same harness, and the system's under numpy, in the faster of four layouts.
#   examples/benchmarks/contraction.sh [BATCH]        default: 16
# Prints G multiply-adds a second, of the fastest call of some thousand: on a shared machine the
# fastest says what the code can do, a mean what the neighbours did.
# Needs numpy, and OpenBLAS where the linker finds it first (Debian: libopenblas0-openmp).
set -euo pipefail
batch=${1:-16}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
openblas=/usr/lib/x86_64-linux-gnu/openblas-openmp
results=$(mktemp -d)
trap 'rm -r "$results"' EXIT
"$here/../benchmarks.sh" ContractionBenchmark -bm sample -f 1 -wi 3 -w 1 -i 3 -r 1 -p batch="$batch" \
  -rf json -rff "$results/jmh.json" >"$results/log" || { cat "$results/log" >&2; exit 1; }
LD_LIBRARY_PATH=$openblas "$python" - "$results/jmh.json" "$batch" <<'PY'
import json, sys, time
import numpy as np

batch = int(sys.argv[2])
# K, O, L of the steps: HT-LSTM leaf-root-leaf and TT-LSTM compact, as ContractionCountsTest has them.
shapes = {
    "ht0": (10, 8, 5760), "ht1": (8, 8, 5760), "ht2": (9, 16, 5120), "ht3": (16, 5, 5120),
    "ht4": (5, 5, 5120), "ht5": (20, 5, 1280), "ht6": (10, 16, 640), "ht7": (20, 4, 512),
    "ht8": (32, 16, 64), "tt0": (18, 16, 3200), "tt1": (80, 16, 640), "tt2": (80, 16, 128),
    "tt3": (32, 16, 64),
}
ours = {}
for run in json.load(open(sys.argv[1])):
    name = run["benchmark"].rsplit(".", 1)[1]
    ours[run["params"]["step"], name] = run["primaryMetric"]["scorePercentiles"]["0.0"] * 1e-6


def fastest(call):
    best = 1e9
    for _ in range(300):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


np.ones((64, 64), np.float32) @ np.ones((64, 64), np.float32)
print("numpy's BLAS:", sorted({l.split()[-1] for l in open("/proc/self/maps") if "blas" in l}))
print("| step | K x O x L | lstmc | scalar twin | OpenBLAS of the jars | OpenBLAS of the system | lstmc / best OpenBLAS |")
print("|---|---|---|---|---|---|---|")
random = np.random.default_rng(1)
for step, (k, o, l) in shapes.items():
    n = l * batch
    a = random.standard_normal((o, k), np.float32)
    x = random.standard_normal((k, n), np.float32)
    at, xt = np.ascontiguousarray(a.T), np.ascontiguousarray(x.T)
    y, yt = np.empty((o, n), np.float32), np.empty((n, o), np.float32)
    system = min(
        fastest(lambda: np.matmul(a, x, out=y)), fastest(lambda: np.matmul(xt, at, out=yt)),
        fastest(lambda: np.matmul(x.T, at, out=yt)), fastest(lambda: np.matmul(a, xt.T, out=y)))
    rate = lambda seconds: k * o * n / seconds / 1e9
    mine, twin, jars = (rate(ours[step, b]) for b in ("lstmc", "twin", "openblas"))
    peer = max(jars, rate(system))
    print(f"| {step} | {k} x {o} x {l} | {mine:.1f} | {twin:.1f} | {jars:.1f} | {rate(system):.1f} | {mine / peer:.2f} |")
PY
