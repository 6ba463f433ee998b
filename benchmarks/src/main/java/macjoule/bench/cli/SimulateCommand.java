package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Occupancy;
import macjoule.model.delta.Tile;
import macjoule.model.delta.TileSelector;
import macjoule.model.deltaplus.AccuracyStudy;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.LayerSpec;
import macjoule.model.sim.CacheSize;
import macjoule.model.sim.CtaOrder;
import macjoule.model.sim.OperandCounts;
import macjoule.model.sim.SimulationResult;
import macjoule.model.sim.SimulationSetup;
import macjoule.model.sim.Simulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Follows every load of a layer through the caches and counts. */
@Command(
        name = "simulate",
        description = {
            "Follows every load of a convolution through L1 and L2 and counts requests, lines and sectors.",
            "The machine is given size by size, or taken from a GPU and changed by the sizes that are given."
        },
        footer = {
            "",
            "Simulated, not measured: column-wise waves, LRU caches, KCRS filters. Sectors have 32 bytes, lines 128."
        })
final class SimulateCommand extends OutputCommand {
    private static final int L1_WAYS = 4;
    private static final int L2_WAYS = 16;
    /** Its SMs, registers and shared memory are those of the study; the settings say what caches it has. */
    private static final String STUDY_GPU = "titan-xp";

    @Option(names = "--layer", paramLabel = "LAYER", description = "ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2")
    private @Nullable String layer;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Images at a time; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            description = "Take what is not given from this GPU; its tile is that of DeLTA's Fig. 6.")
    private @Nullable String gpu;

    @Option(names = "--tile", paramLabel = "MxNxK", description = "Tile of a thread block.")
    private @Nullable String tile;

    @Option(names = "--sms", paramLabel = "N", description = "Streaming multiprocessors.")
    private @Nullable Integer sms;

    @Option(names = "--active-ctas", paramLabel = "N", description = "Thread blocks an SM runs at a time.")
    private @Nullable Integer activeCtas;

    @Option(names = "--l1-kb", paramLabel = "N", description = "L1 of an SM in KiB.")
    private @Nullable Long l1;

    @Option(
            names = "--l1-ways",
            paramLabel = "N",
            defaultValue = "" + L1_WAYS,
            description = "Associativity of L1; default ${DEFAULT-VALUE}.")
    private int l1Ways = L1_WAYS;

    @Option(names = "--l2-kb", paramLabel = "N", description = "L2 in KiB.")
    private @Nullable Long l2;

    @Option(
            names = "--l2-ways",
            paramLabel = "N",
            defaultValue = "" + L2_WAYS,
            description = "Associativity of L2; default ${DEFAULT-VALUE}.")
    private int l2Ways = L2_WAYS;

    @Option(names = "--writes", description = "Outputs pass through L2 after each wave.")
    private boolean writes;

    @Option(
            names = "--order",
            paramLabel = "O",
            defaultValue = "column",
            description = "How thread blocks are handed out: column or row; default ${DEFAULT-VALUE}.")
    private CtaOrder order = CtaOrder.COLUMN;

    @Option(
            names = "--skew",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Main loop iterations by which thread blocks of an SM lag each other; default ${DEFAULT-VALUE}.")
    private int skew;

    @Option(names = "--private-l1", description = "Thread blocks split the L1 of their SM instead of sharing it.")
    private boolean privateL1;

    @Option(
            names = "--waves",
            paramLabel = "N",
            description =
                    "Simulate only as many images as give N waves and scale; the result says so. 6 or more are stable.")
    private @Nullable Integer waves;

    @Option(
            names = "--accuracy",
            description =
                    "Instead of a layer: how close the traffic models come to the simulation, in six settings on the paper's"
                            + " 83 layers and on 24 random ones. Takes minutes.")
    private boolean accuracy;

    /** One count of the simulation. */
    private record Count(String name, double ifmap, double filter, double total) {}

    @Override
    public Integer call() {
        try (Simulator simulator = Simulator.withThreads(Runtime.getRuntime().availableProcessors())) {
            if (accuracy) {
                given().refuseAllBeside("--accuracy");
                List<AccuracyStudy.Row> rows = new AccuracyStudy(GpuCatalogue.find(STUDY_GPU), simulator).run();
                return show(AccuracyView.table(rows), () -> AccuracyView.json(rows));
            }
            SimulationSetup setup = setup();
            SimulationResult result = waves == null ? simulator.run(setup) : simulator.sample(setup, waves);
            return show(table(setup, result), () -> json(setup, result));
        }
    }

    private SimulationSetup setup() {
        if (layer == null) {
            throw new UsageException("nothing to simulate", "macjoule simulate", "give --layer");
        }
        ConvDims dims = ConvDims.of("layer", batch, LayerSpec.parse(layer));
        GpuSpec spec = gpu == null ? null : GpuCatalogue.find(gpu);
        Tile chosen =
                tile != null ? Tile.parse(tile) : required(spec, "--tile", TileSelector.FIG6.select(dims.filters()));
        return new SimulationSetup(
                dims,
                chosen,
                sms != null ? sms : required(spec, "--sms", spec == null ? 0 : spec.smCount()),
                activeCtas != null
                        ? activeCtas
                        : required(
                                spec,
                                "--active-ctas",
                                spec == null ? 0 : Occupancy.activeCtas(chosen, spec, ElementType.FP32.bytes())),
                cache(
                        l1 != null ? l1 * 1024 : required(spec, "--l1-kb", spec == null ? 0L : spec.l1BytesPerSm()),
                        l1Ways),
                cache(l2 != null ? l2 * 1024 : required(spec, "--l2-kb", spec == null ? 0L : spec.l2Bytes()), l2Ways),
                writes,
                order,
                skew,
                privateL1);
    }

    private static CacheSize cache(long bytes, int ways) {
        return new CacheSize(bytes, ways);
    }

    private static <T> T required(@Nullable GpuSpec spec, String option, T ofGpu) {
        if (spec == null) {
            throw new UsageException("missing", option, "give it, or a GPU to take it from with --gpu");
        }
        return ofGpu;
    }

    private Table<Count> table(SimulationSetup setup, SimulationResult result) {
        List<Count> counts = List.of(
                count("L1 requests", result.ifmap().requests(), result.filter().requests()),
                count("L1 lines", result.ifmap().lines(), result.filter().lines()),
                count("L1 sectors", result.ifmap().sectors(), result.filter().sectors()),
                count("L2 sectors", result.ifmap().l2Sectors(), result.filter().l2Sectors()),
                count(
                        "memory sectors",
                        result.ifmap().dramSectors(),
                        result.filter().dramSectors()));
        List<Column<Count>> columns = List.of(
                Column.text("count", "count", Count::name),
                Column.decimal("ifmap", "inputs", 0, Count::ifmap),
                Column.decimal("filter", "filters", 0, Count::filter),
                Column.decimal("total", "total", 0, Count::total));
        String title = setup.ctas() + " thread blocks of " + setup.tile() + " in " + setup.waves() + " waves on "
                + setup.sms() + " SMs, " + setup.activeCtas() + " at a time; simulated, not measured";
        return new Table<>(title, columns, counts)
                .withNotes(List.of(
                        Format.count(result.laneLoads()) + " lane loads in " + Format.decimal(result.seconds(), 2)
                                + " s",
                        sampling(result)));
    }

    private static Count count(String name, long ifmap, long filter) {
        return new Count(name, (double) ifmap, (double) filter, (double) ifmap + filter);
    }

    private static String sampling(SimulationResult result) {
        return result.sampling().sampled()
                ? "sampled: " + result.sampling().batch() + " images in "
                        + result.sampling().waves() + " waves, scaled to the batch"
                : "every load was simulated";
    }

    private static ObjectNode json(SimulationSetup setup, SimulationResult result) {
        OperandCounts ifmap = result.ifmap();
        OperandCounts filter = result.filter();
        ObjectNode document = Json.document("simulate")
                .put("origin", "simulated")
                .put("batch", setup.layer().batch())
                .put("ctas", setup.ctas())
                .put("loops", setup.loops())
                .put("waves", setup.waves());
        document.putObject("l1")
                .put("requests", ifmap.requests() + filter.requests())
                .put("lines", ifmap.lines() + filter.lines())
                .put("sectors", ifmap.sectors() + filter.sectors())
                .<ObjectNode>set("ifmap", operand(ifmap))
                .set("filter", operand(filter));
        document.putObject("l2Sectors").put("ifmap", ifmap.l2Sectors()).put("filter", filter.l2Sectors());
        document.putObject("dramSectors").put("ifmap", ifmap.dramSectors()).put("filter", filter.dramSectors());
        document.put("l1Bytes", result.l1Bytes())
                .put("l2Bytes", result.l2Bytes())
                .put("dramBytes", result.dramBytes())
                .put("laneLoads", result.laneLoads())
                .put("writtenSectors", result.writtenSectors())
                .put("seconds", result.seconds());
        document.putObject("sampling")
                .put("sampled", result.sampling().sampled())
                .put("batch", result.sampling().batch())
                .put("waves", result.sampling().waves())
                .put("fraction", result.sampling().fraction());
        return document;
    }

    private static ObjectNode operand(OperandCounts counts) {
        return Json.object()
                .put("requests", counts.requests())
                .put("lines", counts.lines())
                .put("sectors", counts.sectors());
    }
}
