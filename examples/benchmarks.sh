#!/usr/bin/env bash
# Runs the JMH benchmarks properly (forked, warmed up); `./mvnw verify` only sees that they run.
#   examples/benchmarks.sh                       all of them
#   examples/benchmarks.sh SparseKernel          those whose name matches
#   examples/benchmarks.sh SparseKernel -f 3 -rf json -rff result.json
# The Java is that of JAVA_HOME, or the one on PATH. What the figures mean: docs/benchmarks.md.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
(
  cd "$top"
  ./mvnw -q -B -Dfast -pl core,hwsim -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
)
path=
for module in core hwsim; do
  path+=$top/$module/target/test-classes:$top/$module/target/classes:
  path+=$(cat "$top/$module/target/test-classpath"):
done
pattern=${1:-.}
if [ $# -gt 1 ]; then options=("${@:2}"); else options=(-f 1 -wi 3 -w 1 -i 5 -r 1); fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --add-modules=jdk.incubator.vector -cp "$path" \
  org.openjdk.jmh.Main "$pattern" "${options[@]}"
