# Read by examples in Java: run_java CLASS ARGUMENTS... runs a class of org.lstmc.examples from its
# source, on the JDK and the jars that ./lstmc uses.
"$lstmc" --version >"$work/version.txt"
read -r app _ <"$root/build/current"
java=${LSTMC_JAVA_HOME:-${JAVA_HOME:-}}
java=${java:+$java/bin/}java

run_java() {
  local class=$1
  shift
  # Waiting threads of libtorch would otherwise spin.
  OMP_WAIT_POLICY=passive "$java" --add-modules=jdk.incubator.vector \
    -cp "$root/build/$app/lib/*" "$examples/src/main/java/org/lstmc/examples/$class.java" "$@" \
    2>"$work/java.log" || { cat "$work/java.log" >&2; return 1; }
}
