#!/usr/bin/env bash
# The same road from Java: src/main/java/org/lstmc/examples/RoadInJava.java, run from its source
# against the jars that ./lstmc has built. In a project of your own: the dependency
# org.lstmc:lstmc-hwsim.
. "$(dirname "$0")/common.sh"
. "$examples/java.sh"

run_java RoadInJava | tee "$work/story"

# Perplexities and watts follow from training, which differs in the last bits between CPUs.
sed -E 's/(perplexity) [0-9.]+(,.*)?$/\1 #\2/; s/[0-9.]+ W /# W /' "$work/story" | expect 03-java.expected

awk '$1 ~ /^(train|prune|quantize)$/ { n++; if (!($3 + 0 > 1 && $3 + 0 < 1.75)) bad = 1 } END { exit bad || n != 3 }' "$work/story" ||
  fail "a perplexity is not below 1.75"
