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
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a run that models can be held against, and why the others cannot.
 *
 * @param layers for DeLTA and DeLTA+, which know fp32 and tf32 on NCHW data, in the order of the counters
 * @param kernels for the model of kernels that load ahead in stages, which needs a name that tells tile and stages
 * @param leftOut what cannot be compared, each with its reason
 * @param notes what to keep in mind when reading the comparison
 */
public record CounterJoin(
        List<LayerReference> layers, List<KernelReference> kernels, List<LeftOut> leftOut, List<String> notes) {
    private static final String FLUSHED = "all";
    private static final String NCHW = "nchw";

    /** Something that was not compared. */
    public record LeftOut(String what, String reason) {}

    public CounterJoin {
        layers = List.copyOf(layers);
        kernels = List.copyOf(kernels);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /**
     * Joins counters with the times of the same run.
     *
     * @param layerOf the convolution that a case is, named by the case; empty if it is none
     */
    public static CounterJoin of(
            List<CounterRecord> counters, OperationTimes times, Function<String, Optional<CaseLayer>> layerOf) {
        Joining joining = new Joining(times);
        byUnit(counters).forEach((unit, kernels) -> joining.take(unit, kernels, layerOf.apply(unit.key())));
        return new CounterJoin(joining.layers, joining.kernels, joining.leftOut, notes(counters, joining.helpers));
    }

    /** Whether nothing at all can be compared. */
    public boolean isEmpty() {
        return layers.isEmpty() && kernels.isEmpty();
    }

    private static Map<Unit, List<CounterRecord>> byUnit(List<CounterRecord> counters) {
        return counters.stream()
                .collect(Collectors.groupingBy(CounterRecord::unit, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> notes(List<CounterRecord> counters, int helpers) {
        List<String> notes = new ArrayList<>();
        long warm = counters.stream()
                .filter(one -> one.status() == Status.OK && !FLUSHED.equals(one.cacheControl()))
                .count();
        if (warm > 0) {
            notes.add("caches were not flushed before " + warm
                    + " kernels: they may read less from memory than they need");
        }
        if (helpers > 0) {
            notes.add(helpers
                    + " other kernels of the layers compared, such as changes of layout, are in no model and not"
                    + " in what models are held against");
        }
        return notes;
    }

    private static final class Joining {
        private final OperationTimes times;
        private final List<LayerReference> layers = new ArrayList<>();
        private final List<KernelReference> kernels = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private int helpers;

        Joining(OperationTimes times) {
            this.times = times;
        }

        void take(Unit unit, List<CounterRecord> launched, Optional<CaseLayer> layer) {
            List<CounterRecord> products = launched.stream()
                    .filter(one -> CounterRecord.IMPLICIT_GEMM.equals(one.algorithm()))
                    .toList();
            CounterRecord main = products.isEmpty() ? launched.get(0) : products.get(0);
            String obstacle = obstacle(main, products.size(), layer);
            String forDelta = obstacle == null ? obstacleForDelta(main) : obstacle;
            StagedKernels.Described staged = StagedKernels.describe(main);
            if (obstacle != null || (forDelta != null && staged.known().isEmpty())) {
                leftOut.add(new LeftOut(unit.toString(), obstacle == null ? both(forDelta, staged) : obstacle));
                return;
            }
            Levels values = values(main);
            helpers += launched.size() - 1;
            if (forDelta == null) {
                layers.add(reference(main, layer.orElseThrow(), values));
            }
            staged.known()
                    .ifPresent(kernel -> kernels.add(new KernelReference(
                            StagedKernels.asLoaded(layer.orElseThrow().dims(), main),
                            unit.engine(),
                            main.precision() + "-" + main.layout() + "-staged",
                            kernel,
                            main.launch(),
                            values,
                            main.smClockHz(),
                            main.source())));
        }

        private static String both(@Nullable String forDelta, StagedKernels.Described staged) {
            return forDelta + ", and " + staged.reason();
        }

        private static LayerReference reference(CounterRecord main, CaseLayer layer, Levels values) {
            return new LayerReference(
                    layer.dims(),
                    main.engine(),
                    main.tile().orElseThrow(),
                    new CountedKernel(main.kernel(), main.launch(), layer.biased()),
                    ElementType.valueOf(main.precision().toUpperCase(Locale.ROOT)),
                    values,
                    main.smClockHz(),
                    main.source());
        }

        /** The time of the kernel alone where the counters have it, else of the whole operation; what is missing is told. */
        private Levels values(CounterRecord main) {
            Levels counted = new Levels(main.l1Bytes(), main.l2Bytes(), main.dramBytes(), main.timeSeconds());
            tellIfMissing(main, Level.L1, main.l1Bytes(), counted);
            tellIfMissing(main, Level.L2, main.l2Bytes(), counted);
            tellIfMissing(main, Level.DRAM, main.dramBytes(), counted);
            if (counted.get(Level.TIME) != null) {
                return counted;
            }
            OperationTimes.Found found = times.find(main.unit(), main.smClockHz());
            if (found.reason() != null) {
                leftOut.add(new LeftOut("time of " + main.unit(), found.reason()));
            }
            return counted.withTime(found.seconds());
        }

        private void tellIfMissing(CounterRecord main, Level level, @Nullable Double bytes, Levels counted) {
            if (counted.get(level) == null) {
                String reason = bytes == null ? String.valueOf(main.reason()) : "nothing was counted there";
                leftOut.add(new LeftOut(level.id() + " of " + main.unit(), reason));
            }
        }
    }

    /** What keeps any model from a layer. */
    private static @Nullable String obstacle(CounterRecord main, int products, Optional<CaseLayer> layer) {
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
        return null;
    }

    private static @Nullable String obstacleForDelta(CounterRecord main) {
        boolean covered = main.layout().equals(NCHW)
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
}
