#!/usr/bin/env bash
# What JMH and the benchmark classes add to the time of an operation: each case is timed by JMH and by a bare loop over the same
# engine, in turns and with the same JVM flags and threads. A turn is a JVM of its own with the same warm-up and the same windows, and
# counts with its fastest window; the table has the median of the turns. Writes a CSV table on the standard output. Needs the jar.
#
#   harness-overhead.sh [TURNS [WINDOWS]] >harness-overhead.csv
#
# Exit code 1 if an operation of more than a millisecond differs by more than 2 %.
set -euo pipefail

turns=${1:-5}
windows=${2:-5}
warmups=2
jar=$(cd "$(dirname "$0")" && pwd)/../../../target/macjoule.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
flags=(-Xmx2g -Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=6g)
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The fastest window, in seconds per operation.
by_jmh() {
  taskset -c 0 "$java" -jar "$jar" "$1.forward" -p "key=$2" -p "engine=$3" -f 1 -wi "$warmups" -w 1 -i "$windows" -r 1 -tu us \
    -jvmArgs "${flags[*]}" |
    awk '$1 == "Iteration" { if (!n++ || $3 < best) best = $3 } END { printf "%.9g\n", best / 1e6 }'
}

by_loop() {
  seq $((warmups + windows)) |
    taskset -c 0 "$java" "${flags[@]}" -cp "$jar" macjoule.bench.jmh.PlainLoop "$2" "$3" 1 2>/dev/null |
    awk -v skip=$((warmups + 1)) 'NR > skip { if (!n++ || $3 < best) best = $3 } END { printf "%.9g\n", best }'
}

echo 'case,engine,turns,jmh_ms,plain_loop_ms,overhead_percent,within'
while read -r class key engine; do
  rm -f "$work"/jmh* "$work"/loop*
  for ((turn = 0; turn < turns; turn++)); do
    by_jmh "$class" "$key" "$engine" >>"$work/jmh"
    by_loop "$class" "$key" "$engine" >>"$work/loop"
  done
  sort -g "$work/jmh" >"$work/jmh.sorted"
  sort -g "$work/loop" >"$work/loop.sorted"
  paste -d ' ' "$work/jmh.sorted" "$work/loop.sorted" | awk -v name="$key,$engine" '
    { jmh[NR] = $1; loop[NR] = $2 }
    END {
      middle = int((NR + 1) / 2)
      overhead = (jmh[middle] / loop[middle] - 1) * 100
      within = loop[middle] < 1e-3 ? "" : overhead <= 2 && overhead >= -2 ? "yes" : "no"
      printf "%s,%d,%.5f,%.5f,%.2f,%s\n", name, NR, jmh[middle] * 1e3, loop[middle] * 1e3, overhead, within
    }'
done <<'END' | tee "$work/table"
LayerForward mobilenet-v1/conv4_1/dw/n1 nd4j
LayerForward resnet-50/res2a_branch2b/n1 nd4j
LayerForward delta/alex_conv2/n1 nd4j
LayerForward vgg-16/conv3_1/n1 dl4j-onednn
NetworkForward squeezenet-1.1/n1 nd4j
NetworkForward resnet-50/n1 nd4j
END
! grep -q ',no$' "$work/table"
