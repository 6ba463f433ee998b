package macjoule.model.deltaplus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Occupancy;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.PaperTraffic;
import macjoule.model.delta.Tile;
import macjoule.model.delta.TileSelector;
import macjoule.model.delta.Traffic;
import macjoule.model.delta.TrafficModel;
import macjoule.model.delta.TrafficOptions;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.SimulationSetup;
import macjoule.model.sim.Simulator;

/**
 * How close the traffic models come to the cache simulation. Each layer gets as many images as make six waves; the paper's model
 * knows the GPU, DeLTA+ is told what machine it is.
 */
public final class AccuracyStudy {
    private static final int WAVES = 6;
    private static final int MOST_IMAGES = 1 << 14;

    private static final List<Level> LEVELS = List.of(
            new Level("l1", Traffic::l1Bytes),
            new Level("l2", Traffic::l2Bytes),
            new Level("dram", Traffic::dramBytes));

    private final GpuSpec gpu;
    private final Simulator simulator;
    private final List<Candidate> candidates;

    private record Level(String name, ToDoubleFunction<Traffic> bytes) {}

    private record Candidate(String name, Function<SimulationSetup, Traffic> traffic) {}

    /**
     * One line of the outcome.
     *
     * @param set which layers
     * @param setting which machine
     * @param model which model
     * @param level l1, l2 or dram
     * @param gmae exp(mean |ln(model / simulation)|) - 1
     * @param n how many layers
     */
    public record Row(String set, String setting, String model, String level, double gmae, int n) {}

    /** A study on the SMs, registers and shared memory of {@code gpu}; the settings say what caches it has. */
    public AccuracyStudy(GpuSpec gpu, Simulator simulator) {
        this.gpu = gpu;
        this.simulator = simulator;
        this.candidates = List.of(
                paper("delta", TrafficOptions.PAPER),
                paper("delta-unpadded", TrafficOptions.PAPER.withPadded(false)),
                new Candidate("delta-plus", setup -> DeltaPlus.traffic(setup, gpu.l1RequestBytes())));
    }

    /** All settings, on the paper's 83 layers and on random ones. Takes minutes. */
    public List<Row> run() {
        List<ConvDims> paper =
                PaperLayers.all().stream().map(layer -> layer.dims(1)).toList();
        List<ConvDims> random = RandomLayers.of(RandomLayers.STUDY_SEED, RandomLayers.STUDY_COUNT);
        List<Row> rows = new ArrayList<>();
        for (StudySetting setting : StudySetting.values()) {
            rows.addAll(run("paper", setting, paper));
            rows.addAll(run("random", setting, random));
        }
        return rows;
    }

    /** Simulates {@code layers} in one setting and holds every model against it. */
    public List<Row> run(String set, StudySetting setting, List<ConvDims> layers) {
        List<SimulationSetup> setups =
                layers.stream().map(layer -> setting.applyTo(setup(layer))).toList();
        List<Traffic> simulated = simulator.runAll(setups).stream()
                .map(result -> result.traffic(gpu.l1RequestBytes()))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<Traffic> predicted = setups.stream().map(candidate.traffic).toList();
            for (Level level : LEVELS) {
                double gmae = gmae(predicted, simulated, level.bytes);
                rows.add(new Row(set, setting.label(), candidate.name, level.name, gmae, setups.size()));
            }
        }
        return rows;
    }

    /** The rows as comma-separated values under a line of names. */
    public static String toCsv(List<Row> rows) {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%s,%.4f,%d%n",
                        row.set,
                        row.setting,
                        row.model,
                        row.level,
                        row.gmae,
                        row.n))
                .collect(Collectors.joining("", "set,setting,model,level,gmae,n" + System.lineSeparator(), ""));
    }

    /** The layer on the plain machine of the study, with the tile and the occupancy of the paper's kernels. */
    public SimulationSetup setup(ConvDims layer) {
        Tile tile = TileSelector.FIG6.select(layer.filters());
        int active = Occupancy.activeCtas(tile, gpu, ElementType.FP32.bytes());
        SimulationSetup one =
                SimulationSetup.of(layer.withBatch(1), tile, gpu.smCount(), active, StudySetting.L1, StudySetting.L2);
        return one.withLayer(layer.withBatch(images(one)));
    }

    private static int images(SimulationSetup setup) {
        double rowTiles = Math.ceil((double) WAVES * setup.slots() / setup.columns());
        double rowsPerImage = (double) setup.layer().outHeight() * setup.layer().outWidth();
        return (int) Math.min(MOST_IMAGES, Math.ceil(rowTiles * setup.tile().m() / rowsPerImage));
    }

    private Candidate paper(String name, TrafficOptions options) {
        TrafficModel model = new PaperTraffic(options, ElementType.FP32);
        return new Candidate(name, setup -> model.traffic(setup.layer(), setup.tile(), gpu));
    }

    private static double gmae(List<Traffic> predicted, List<Traffic> simulated, ToDoubleFunction<Traffic> bytes) {
        double sum = 0;
        for (int i = 0; i < predicted.size(); i++) {
            sum += Math.abs(Math.log(bytes.applyAsDouble(predicted.get(i)) / bytes.applyAsDouble(simulated.get(i))));
        }
        return Math.expm1(sum / predicted.size());
    }
}
