package macjoule.model.training.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.ReuseScope;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.Variation;
import macjoule.model.training.graph.Workload;

/**
 * Every number the thesis' text states about its four networks, recomputed. Nothing continuous was tuned; the assumptions are those
 * of {@link TrainingOptions#THESIS} and of the graphs.
 */
public final class ReproductionTable {
    private static final double POINTS = 1.5;
    private static final double FAST = 23.04e12;
    private static final String KERAS = "one operation per multiply-accumulate; streamed transfers overlap computing";
    private static final String UNPUBLISHED = "the thesis does not publish its graph";
    private static final String GNMT_TIME =
            "not reproduced: four weight-sized transfers per step of a dense layer allow at most"
                    + " -78.4 %; the next row shows a cell that moves six";

    private final Map<Workload, TrainingModel> models = new EnumMap<>(Workload.class);
    private final List<ReproductionRow> rows = new ArrayList<>();

    private ReproductionTable() {}

    /** Computes the table. */
    public static List<ReproductionRow> rows() {
        ReproductionTable table = new ReproductionTable();
        table.addTraffic();
        table.addTimes();
        table.addSpeedups();
        table.addShares();
        return List.copyOf(table.rows);
    }

    private void addTraffic() {
        exact("first capacity that saves 70 % of the traffic", Workload.RESNET_50, 296);
        exact("first capacity that saves 70 % of the traffic", Workload.MOBILENET_V2, 442);
        percent(
                "traffic at 128 MiB against 24 MiB",
                Workload.TRANSFORMER,
                -67,
                traffic(Workload.TRANSFORMER, 128),
                UNPUBLISHED);
        percent("traffic at 500 MiB against 24 MiB", Workload.GNMT, -96.6, traffic(Workload.GNMT, 500), UNPUBLISHED);
        double captured =
                model(Workload.TRANSFORMER).reuse().capacityForAll(ReuseScope.BLOCK) / (double) CapacityRange.MIB;
        rows.add(new ReproductionRow(
                label(Workload.TRANSFORMER, "capacity for all adjacent-layer and block reuse"),
                "MiB",
                "up to 180",
                captured,
                captured <= 180,
                UNPUBLISHED));
    }

    private void addTimes() {
        String quantity = "time at 500 MiB against 24 MiB";
        percent(quantity, Workload.RESNET_50, -48.1, time(Workload.RESNET_50), KERAS);
        percent(quantity, Workload.MOBILENET_V2, -69.6, time(Workload.MOBILENET_V2), KERAS);
        percent(quantity, Workload.TRANSFORMER, -26.5, time(Workload.TRANSFORMER), UNPUBLISHED);
        percent(quantity, Workload.GNMT, -81.1, time(Workload.GNMT), GNMT_TIME);
        TrainingOptions separate = TrainingOptions.THESIS.with(Variation.SEPARATE_ACCUMULATION);
        percent(
                quantity + ", shared gradients added separately",
                Workload.GNMT,
                -81.1,
                time(TrainingModel.of(Workload.GNMT.graph(), separate)),
                "a gradient tensor for each recurrent step, added to the sum in a step of its own");
    }

    private void addSpeedups() {
        String quantity = "speedup of 23.04 over 13.45 TFLOP/s at 24 MiB";
        double resnet = speedup(Workload.RESNET_50);
        double transformer = speedup(Workload.TRANSFORMER);
        row(quantity, Workload.RESNET_50, "x", "1.20", resnet, near(resnet, 1.20, POINTS / 100), KERAS);
        row(
                quantity,
                Workload.TRANSFORMER,
                "x",
                "1.40",
                transformer,
                near(transformer, 1.40, POINTS / 100),
                UNPUBLISHED);
        for (Workload bound : List.of(Workload.MOBILENET_V2, Workload.GNMT)) {
            row(
                    quantity,
                    bound,
                    "x",
                    "below 1.10",
                    speedup(bound),
                    speedup(bound) < 1.10,
                    bound == Workload.GNMT ? UNPUBLISHED : KERAS);
        }
        double limit = FAST / Hardware.RTX_2080_TI.throughput();
        rows.add(new ReproductionRow("bound of that speedup", "x", "1.71", limit, near(limit, 1.71, 0.005), ""));
    }

    private void addShares() {
        String quantity = "time in type II layers at 24 MiB";
        percent(
                quantity,
                Workload.RESNET_50,
                46.15,
                100 * at(Workload.RESNET_50, 24).typeTwoShare(),
                KERAS);
        percent(
                quantity,
                Workload.TRANSFORMER,
                26.69,
                100 * at(Workload.TRANSFORMER, 24).typeTwoShare(),
                UNPUBLISHED);
    }

    private void exact(String quantity, Workload workload, int thesis) {
        long limit = Math.round(0.3 * at(workload, 24).traffic());
        double ours = model(workload).sweep(CapacityRange.THESIS, Hardware.RTX_2080_TI).stream()
                .filter(run -> run.traffic() <= limit)
                .mapToDouble(Iteration::cacheMiB)
                .min()
                .orElse(Double.NaN);
        row(
                quantity,
                workload,
                "MiB",
                "around " + thesis,
                ours,
                ours == thesis,
                "MB is 2^20 bytes; tensors are kept whole; 'around 70 %' is read as at least that");
    }

    private void percent(String quantity, Workload workload, double thesis, double ours, String assumption) {
        row(quantity, workload, "%", Double.toString(thesis), ours, near(ours, thesis, POINTS), assumption);
    }

    private void row(
            String quantity, Workload workload, String unit, String thesis, double ours, boolean agrees, String why) {
        rows.add(new ReproductionRow(label(workload, quantity), unit, thesis, ours, agrees, why));
    }

    private static String label(Workload workload, String quantity) {
        return workload.label() + ": " + quantity;
    }

    private static boolean near(double ours, double thesis, double tolerance) {
        return Math.abs(ours - thesis) <= tolerance;
    }

    private double traffic(Workload workload, int mib) {
        return 100 * ((double) at(workload, mib).traffic() / at(workload, 24).traffic() - 1);
    }

    private double time(Workload workload) {
        return time(model(workload));
    }

    private static double time(TrainingModel model) {
        return 100 * (at(model, 500).timeSeconds() / at(model, 24).timeSeconds() - 1);
    }

    private double speedup(Workload workload) {
        Hardware faster = Hardware.RTX_2080_TI.withThroughput(FAST);
        return at(workload, 24).timeSeconds()
                / model(workload).run(24 * CapacityRange.MIB, faster).timeSeconds();
    }

    private Iteration at(Workload workload, int mib) {
        return at(model(workload), mib);
    }

    private static Iteration at(TrainingModel model, int mib) {
        return model.run(mib * CapacityRange.MIB, Hardware.RTX_2080_TI);
    }

    private TrainingModel model(Workload workload) {
        return models.computeIfAbsent(workload, w -> TrainingModel.of(w.graph(), TrainingOptions.THESIS));
    }
}
