#!/usr/bin/env bash
# How close the nd4j engine comes to oneDNN itself, called from C++: for each layer two processes, one of each, take turns window by
# window, so that whatever else the host does hits both alike. Writes a CSV table on the standard output. Needs a C++ compiler and
# oneDNN 2 (Debian: libdnnl-dev), and the jar.
#
#   native-peer.sh [ROUNDS [SECONDS_OF_A_WINDOW [PATIENCE]]] >native-peer.csv
#
# Before a window it waits for the host to be idle, for up to PATIENCE seconds of each layer. JAR names another jar.
# Exit code 1 if a ratio that is asked for is not reached.
set -euo pipefail

rounds=${1:-15}
seconds=${2:-0.5}
patience=${3:-60}
scripts=$(cd "$(dirname "$0")" && pwd)
jar=${JAR:-$scripts/../../../target/macjoule.jar}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
mkfifo "$work"/{onednn,nd4j}.{in,out}
g++ -O2 -std=c++17 "$scripts/native-peer.cpp" -ldnnl -o "$work/native-peer"

# name; key of the case; what the peer is to compute; the ratio asked for, if any
layers() {
  for n in 1 4; do
    fc=$([ $n = 1 ] && echo 0.95 || true)
    cat <<END
AlexNet conv2 5x5;layer/ci64-hi27-wi27-co192-hf5-wf5-stride1-pad2/n$n;direct $n 64 27 27 192 5 1 2 1 1;
VGG conv3_1 3x3;vgg-16/conv3_1/n$n;direct $n 128 56 56 256 3 1 1 1 1;0.85
ResNet 3x3;resnet-50/res2a_branch2b/n$n;direct $n 64 56 56 64 3 1 1 1 0;0.85
ResNet 1x1;resnet-50/res2b_branch2a/n$n;direct $n 256 56 56 64 1 1 0 1 0;
MobileNet depthwise 3x3;mobilenet-v1/conv4_1/dw/n$n;direct $n 256 28 28 256 3 1 1 256 0;
FC 9216 to 4096;alexnet/fc6/n$n;fc $n 9216 4096 1;$fc
FC 4096 to 4096;alexnet/fc7/n$n;fc $n 4096 4096 1;$fc
FC 2048 to 1000;resnet-50/fc1000/n$n;fc $n 2048 1000 1;$fc
END
  done
}

# Takes from the tenths of seconds that are left for this layer.
wait_for_quiet() {
  local running
  for (( ; left > 0; left--)); do
    read -r _ _ _ running _ </proc/loadavg
    # This script is the one.
    [ "${running%%/*}" -gt 1 ] || return 0
    sleep 0.1
  done
}

# One window of a program: its answer goes to a file.
window() {
  wait_for_quiet
  echo >&"$1"
  read -r answer <&"$2"
  echo "$answer" >>"$3"
}

# Milliseconds, or nothing where oneDNN has none for the layer.
best_of_winograd() {
  # shellcheck disable=SC2086
  seq "$rounds" | "${pinned[@]}" "$work/native-peer" "$seconds" winograd ${1#direct } 2>/dev/null |
    awk 'NR > 1 && (NR == 2 || $1 < best) { best = $1 } END { if (NR > 1) printf "%.4f", best * 1e3 }' || true
}

compare() {
  local threads=$1 name=$2 key=$3 peer=$4 wanted=$5
  local -a pinned=()
  left=$((patience * 10))
  [ "$threads" -gt 1 ] || pinned=(taskset -c 0)
  export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads OMP_WAIT_POLICY=PASSIVE
  rm -f "$work"/*.txt
  # shellcheck disable=SC2086
  "${pinned[@]}" "$work/native-peer" "$seconds" $peer <"$work/onednn.in" >"$work/onednn.out" &
  "${pinned[@]}" "$java" -Xmx2g -Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=6g \
    -cp "$jar" macjoule.bench.jmh.PlainLoop "$key" nd4j "$seconds" <"$work/nd4j.in" >"$work/nd4j.out" 2>/dev/null &
  exec 3>"$work/onednn.in" 4<"$work/onednn.out" 5>"$work/nd4j.in" 6<"$work/nd4j.out"
  read -r implementation <&4
  read -r _ <&6
  for ((round = -2; round < rounds; round++)); do
    # The first windows warm up.
    [ $round = 0 ] && rm -f "$work"/*.txt
    window 3 4 "$work/onednn.txt"
    window 5 6 "$work/nd4j.txt"
  done
  exec 3>&- 4<&- 5>&- 6<&-
  wait
  winograd=
  case $name in *' 3x3') winograd=$(best_of_winograd "$peer") ;; esac
  printf '%s,%s,%s,%s,' "$name" "$key" "$threads" "$implementation"
  paste -d ' ' "$work/onednn.txt" "$work/nd4j.txt" | awk -v wanted="$wanted" -v winograd="$winograd" '
    function median(values, count,   i, j, swap) {
      for (i = 1; i <= count; i++)
        for (j = i; j > 1 && values[j - 1] > values[j]; j--) { swap = values[j]; values[j] = values[j - 1]; values[j - 1] = swap }
      return values[int((count + 1) / 2)]
    }
    { if (NR == 1 || $1 < onednn) onednn = $1
      if (NR == 1 || $5 < nd4j) nd4j = $5
      onednnMedian[NR] = $2; nd4jMedian[NR] = $6; onednnCpu[NR] = $4; nd4jCpu[NR] = $8 }
    END {
      a = median(onednnMedian, NR); b = median(nd4jMedian, NR); c = median(onednnCpu, NR); d = median(nd4jCpu, NR)
      printf "%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.3f,%.3f,%.3f,%s,%s\n", onednn * 1e3, nd4j * 1e3, a * 1e3, b * 1e3, c * 1e3, d * 1e3,
        onednn / nd4j, a / b, c / d, wanted == "" ? "," : wanted "," (onednn / nd4j >= wanted ? "yes" : "no"), winograd
    }'
}

echo 'layer,case,threads,onednn_implementation,onednn_best_ms,nd4j_best_ms,onednn_median_ms,nd4j_median_ms,onednn_cpu_ms,nd4j_cpu_ms,best_ratio,median_ratio,cpu_ratio,ratio_asked_for,reached,onednn_winograd_best_ms'
for threads in 1 2; do
  while IFS=';' read -r name key peer wanted; do
    compare "$threads" "$name" "$key" "$peer" "$wanted"
  done < <(layers)
done | tee "$work/table"
! grep -q ',no,' "$work/table"
