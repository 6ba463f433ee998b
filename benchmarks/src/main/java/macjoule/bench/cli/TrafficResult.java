package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import macjoule.calibration.traffic.Comparison;
import macjoule.calibration.traffic.CounterJoin;
import macjoule.calibration.traffic.Miss;
import macjoule.calibration.traffic.TrafficCheck;
import macjoule.calibration.traffic.TrafficEvidence;
import macjoule.model.gpu.GpuSpec;

/**
 * What {@code calibrate traffic} tells.
 *
 * @param evidence one for each kind of reference that was asked for
 */
record TrafficResult(String run, GpuSpec gpu, Optional<CounterJoin> counters, List<TrafficEvidence> evidence) {

    /** One prediction of one model. */
    record Row(Comparison comparison, Miss miss) {}

    List<Comparison> comparisons() {
        return evidence.stream().flatMap(one -> one.comparisons().stream()).toList();
    }

    List<TrafficCheck> checks() {
        return evidence.stream().flatMap(one -> one.checks().stream()).toList();
    }

    List<Row> rows() {
        return comparisons().stream()
                .flatMap(one -> one.layers().stream().map(miss -> new Row(one, miss)))
                .toList();
    }

    List<Row> worst() {
        return comparisons().stream()
                .flatMap(one -> one.worst().stream().map(miss -> new Row(one, miss)))
                .toList();
    }

    List<CounterJoin.LeftOut> leftOut() {
        List<CounterJoin.LeftOut> joined = counters.map(CounterJoin::leftOut).orElse(List.of());
        return Stream.concat(joined.stream(), evidence.stream().flatMap(one -> one.leftOut().stream()))
                .distinct()
                .toList();
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("GPU as modelled: " + gpu.title()
                + "; DeLTA in the paper's reading, DeLTA+ with thread blocks in step");
        counters.ifPresent(join -> notes.addAll(join.notes()));
        return notes;
    }
}
