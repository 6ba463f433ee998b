package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.Unit;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a run that a model of fp32 or tf32 implicit GEMM on NCHW data can be held against, and why the others cannot.
 *
 * @param layers in the order of the counters
 * @param leftOut what cannot be compared, each with its reason
 * @param notes what to keep in mind when reading the comparison
 */
public record CounterJoin(List<LayerReference> layers, List<LeftOut> leftOut, List<String> notes) {
    private static final String FLUSHED = "all";

    /** Something that was not compared. */
    public record LeftOut(String what, String reason) {}

    public CounterJoin {
        layers = List.copyOf(layers);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /**
     * Joins counters with the times of the same run.
     *
     * @param layerOf the convolution that a case is, named by the case; empty if it is none
     */
    public static CounterJoin of(
            List<CounterRecord> counters, OperationTimes times, Function<String, Optional<ConvDims>> layerOf) {
        List<LayerReference> layers = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        byUnit(counters).forEach((unit, kernels) -> {
            List<CounterRecord> products = kernels.stream()
                    .filter(one -> CounterRecord.IMPLICIT_GEMM.equals(one.algorithm()))
                    .toList();
            CounterRecord main = products.isEmpty() ? kernels.get(0) : products.get(0);
            Optional<ConvDims> layer = layerOf.apply(unit.key());
            String obstacle = obstacle(main, products.size(), layer);
            if (obstacle != null) {
                leftOut.add(new LeftOut(unit.toString(), obstacle));
                return;
            }
            Levels values = values(main, times, leftOut);
            layers.add(new LayerReference(
                    layer.orElseThrow(),
                    unit.engine(),
                    main.tile().orElseThrow(),
                    ElementType.valueOf(main.precision().toUpperCase(Locale.ROOT)),
                    values,
                    main.smClockHz(),
                    main.source()));
        });
        return new CounterJoin(layers, leftOut, notes(counters));
    }

    private static Map<Unit, List<CounterRecord>> byUnit(List<CounterRecord> counters) {
        return counters.stream()
                .collect(Collectors.groupingBy(CounterRecord::unit, LinkedHashMap::new, Collectors.toList()));
    }

    private static @Nullable String obstacle(CounterRecord main, int products, Optional<ConvDims> layer) {
        if (main.status() != Status.OK) {
            return String.valueOf(main.reason());
        }
        if (layer.isEmpty()) {
            return "it is not a single convolution or fully connected layer";
        }
        if (products != 1) {
            return products == 0
                    ? "no kernel of it is an implicit GEMM, but "
                            + (main.algorithm() == null ? "unknown" : main.algorithm())
                    : products + " kernels share it";
        }
        boolean covered = main.layout().equals("nchw")
                && (main.precision().equals("fp32") || main.precision().equals("tf32"));
        if (!covered) {
            return main.precision() + " in " + main.layout() + " is outside models of four-byte elements in nchw";
        }
        return main.tile().isEmpty()
                ? "the tile of its kernel is not known"
                : obstacle(main.tile().get());
    }

    /** DeLTA+ follows warps through the tile, so these must come out whole. */
    private static @Nullable String obstacle(Tile tile) {
        boolean whole = tile.k() <= 32 && 32 % tile.k() == 0 && tile.m() % 32 == 0 && tile.n() % (32 / tile.k()) == 0;
        return whole ? null : "its tile " + tile + " does not split into warps of 32 loads";
    }

    /** The time of the kernel alone where the counters have it, else of the whole operation. */
    private static Levels values(CounterRecord main, OperationTimes times, List<LeftOut> leftOut) {
        Levels traffic = new Levels(main.l1Bytes(), main.l2Bytes(), main.dramBytes(), main.timeSeconds());
        if (traffic.get(Level.TIME) != null) {
            return traffic;
        }
        OperationTimes.Found found = times.find(main.unit(), main.smClockHz());
        if (found.reason() != null) {
            leftOut.add(new LeftOut("time of " + main.unit(), found.reason()));
        }
        return traffic.withTime(found.seconds());
    }

    private static List<String> notes(List<CounterRecord> counters) {
        long warm = counters.stream()
                .filter(one -> one.status() == Status.OK && !FLUSHED.equals(one.cacheControl()))
                .count();
        return warm == 0
                ? List.of()
                : List.of("caches were not flushed before " + warm
                        + " kernels: they may read less from memory than they need");
    }
}
