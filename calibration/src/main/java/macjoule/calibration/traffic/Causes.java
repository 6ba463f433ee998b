package macjoule.calibration.traffic;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.delta.Prediction;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.delta.TrafficOptions;
import org.jspecify.annotations.Nullable;

/**
 * Why a model is off on a layer. Each known weakness is mended by itself; the one whose mending brings the prediction closest to
 * the reference is named, if it removes at least half of the error.
 */
final class Causes implements Explanation {
    private static final String UNEXPLAINED = "no known cause explains it";
    private static final String NONE = "within 1 %";
    private static final double NEGLIGIBLE = 0.01;
    private static final double ENOUGH = 0.5;
    /** A sector of 32 bytes brings no more than this many elements along. */
    private static final int SECTOR_ELEMENTS = 8;

    private final Map<Level, Map<String, Double>> mended = new EnumMap<>(Level.class);
    private final Bottleneck bottleneck;

    private Causes(Prediction prediction) {
        bottleneck = prediction.bottleneck();
    }

    /** The weaknesses of the paper's equations, mended by what DeLTA+ samples. */
    static Causes ofDelta(LayerModel model) {
        Causes causes = new Causes(model.paper());
        ConvDims layer = model.reference().layer();
        Traffic paper = model.paper().traffic();
        Traffic inStep = model.plusTraffic(1);
        Traffic apart = model.plusTraffic(0);
        int columnsFetched = Math.min(SECTOR_ELEMENTS, layer.window().strideWidth());
        boolean skips = layer.pointwise() && layer.strided();

        causes.put(
                Level.L1, "filter alignment", paper.l1().ifmap() + inStep.l1().filter());
        causes.put(Level.L1, "input alignment", inStep.l1().ifmap() + paper.l1().filter());
        causes.put(Level.L2, "L1 sharing", paper.l2Bytes() * inStep.l2Bytes() / apart.l2Bytes());
        causes.put(Level.L2, "tile larger than the layer", fillOfTiles(model) * paper.l2Bytes());
        if (!layer.pointwise()) {
            causes.put(
                    Level.L2,
                    "window larger than L1",
                    apart.l2().ifmap() + paper.l2().filter());
        }
        if (skips) {
            causes.put(
                    Level.L2,
                    "strided 1x1",
                    columnsFetched * paper.l2().ifmap() + paper.l2().filter());
            causes.put(
                    Level.DRAM,
                    "strided 1x1",
                    columnsFetched * paper.dram().ifmap() + paper.dram().filter());
        }
        causes.put(
                Level.DRAM,
                "padding",
                model.paper(TrafficOptions.PAPER.withPadded(false)).dramBytes());
        causes.put(
                Level.DRAM,
                "column factor",
                inStep.dram().ifmap() + paper.dram().filter());
        causes.put(
                Level.DRAM,
                "filters read again",
                paper.dram().ifmap() + inStep.dram().filter());
        return causes;
    }

    /** The share of the inputs and filters of all tiles that the layer has. */
    private static double fillOfTiles(LayerModel model) {
        Prediction paper = model.paper();
        Tile tile = paper.tile();
        double rows = (double) paper.launch().rows() * tile.m();
        double columns = (double) paper.launch().columns() * tile.n();
        LevelTraffic l2 = paper.traffic().l2();
        double used = l2.ifmap() * paper.gemm().m() / rows
                + l2.filter() * paper.gemm().n() / columns;
        return used / l2.total();
    }

    /** DeLTA+ has one, how far thread blocks run in step, and what it does not know of own kernels. */
    static Causes ofDeltaPlus(LayerModel model, double share, @Nullable Double dramLatencySeconds) {
        Causes causes = new Causes(model.plus(share, dramLatencySeconds));
        LevelTraffic other = model.plusTraffic(share < ENOUGH ? 1 : 0).l2();
        causes.put(Level.L2, "L1 sharing", other.total());
        model.ownCauses().forEach((cause, bytes) -> causes.put(Level.L1, cause, bytes));
        return causes;
    }

    private void put(Level level, String cause, double corrected) {
        mended.computeIfAbsent(level, one -> new LinkedHashMap<>()).put(cause, corrected);
    }

    @Override
    public String of(Level level, double predicted, double reference) {
        String cause = unexplained(level, predicted, reference, bottleneck);
        if (!cause.equals(UNEXPLAINED)) {
            return cause;
        }
        double least = ENOUGH * Math.abs(Math.log(predicted / reference));
        for (Map.Entry<String, Double> one :
                mended.getOrDefault(level, Map.of()).entrySet()) {
            double left = Math.abs(Math.log(one.getValue() / reference));
            if (left < least) {
                least = left;
                cause = one.getKey();
            }
        }
        return cause;
    }

    /** What can be said without mending anything. */
    static String unexplained(Level level, double predicted, double reference, Bottleneck bottleneck) {
        if (Math.abs(Math.log(predicted / reference)) < NEGLIGIBLE) {
            return NONE;
        }
        return level == Level.TIME ? "predicted to be bound by " + bottleneck : UNEXPLAINED;
    }
}
