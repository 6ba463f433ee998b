package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Shape;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Footprint;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.Trace;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.graph.NetworkConversion;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.Workload;
import macjoule.model.training.study.CapacitySearch;
import macjoule.model.training.study.ReproductionTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a cache, a bandwidth and a throughput make of a training iteration. */
@Command(
        name = "training",
        description = {
            "What a last-level cache makes of a whole training iteration: traffic, time, use of bandwidth"
                    + " and arithmetic.",
            "Ranges and lists make the studies of the thesis: --cache 24..1000:2 the traffic, two"
                    + " --throughput the speed-up, two --bandwidth the use of faster memory, several --batch the"
                    + " samples per second, --by-layer the steps."
        },
        footer = {
            "",
            "Workloads of the thesis: resnet-50-keras mobilenet-v2-keras transformer transformer-plain"
                    + " gnmt; any network that 'networks' lists, or a file, can be trained in the model too."
                    + " Everything is computed, nothing measured."
        })
final class TrainingCommand extends OutputCommand {
    private static final double LEAST_RATE = 1e6;

    @Parameters(
            arity = "0..1",
            paramLabel = "NETWORK",
            description = "A workload of the thesis, a network's name, or a file.")
    private @Nullable String network;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "N",
            description = "Samples at a time; default that of the thesis (32, transformer 128). Several for a study.")
    private List<Integer> batches = List.of();

    @Option(
            names = "--cache",
            paramLabel = "RANGE",
            defaultValue = "24..1000:2",
            description = "Capacities in MiB: 24..1000:2, or one; default ${DEFAULT-VALUE}.")
    private String cache = "24..1000:2";

    @Option(
            names = "--throughput",
            split = ",",
            paramLabel = "OPS",
            defaultValue = "13.45e12",
            description = "Operations per second; default ${DEFAULT-VALUE}. Two for the speed-up.")
    private List<Double> throughputs = List.of();

    @Option(
            names = "--bandwidth",
            split = ",",
            paramLabel = "B/S",
            defaultValue = "616e9",
            description = "Bytes per second; default ${DEFAULT-VALUE}. Two to compare memories.")
    private List<Double> bandwidths = List.of();

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Another image, for a network that is not of the thesis.")
    private @Nullable String image;

    @Option(
            names = "--by-layer",
            description = "Every step of an iteration; needs a single cache, throughput, bandwidth and batch.")
    private boolean byLayer;

    @Option(names = "--by-type", description = "Time by type of layer instead of traffic and use.")
    private boolean byType;

    @Option(
            names = "--lower-bound",
            description = "The traffic that no management of the cache could avoid, beside the model's.")
    private boolean lowerBound;

    @Option(
            names = "--target-utilisation",
            paramLabel = "U",
            description =
                    "The smallest capacity in the range that keeps the arithmetic busy for this share of the time.")
    private @Nullable Double target;

    @Option(names = "--reproduce", description = "Every number of the thesis' text beside ours.")
    private boolean reproduce;

    @Mixin
    private TrainingModelOptions model = new TrainingModelOptions();

    @Override
    public Integer call() {
        requireEffect();
        if (reproduce) {
            return show(
                    TrainingTables.reproduction(ReproductionTable.rows()),
                    () -> TrainingJson.reproduction(ReproductionTable.rows()));
        }
        if (network == null) {
            throw new UsageException("nothing to train", "macjoule training", "name a network, or give --reproduce");
        }
        model.requireSense(given());
        CapacityRange capacities = CapacityRange.parse(cache);
        List<TrainingModel> models = models(network);
        List<Hardware> machines = machines();
        if (byLayer) {
            return showSteps(models, machines, capacities);
        }
        if (target != null) {
            return showSearch(models, machines, capacities, target);
        }
        List<TrainingRun> runs = new ArrayList<>();
        for (TrainingModel one : models) {
            Footprint footprint = one.footprint();
            one.sweep(capacities, machines)
                    .forEach(onEach -> runs.addAll(TrainingRun.of(onEach, footprint, leastTraffic(one, onEach))));
        }
        return show(
                byType
                        ? TrainingTables.byType(models, runs)
                        : TrainingTables.runs(models, runs, machines.size() > 1, lowerBound),
                () -> TrainingJson.runs(models, runs));
    }

    /** Each of these is a study of its own, so that two of them would leave one without effect. */
    private void requireEffect() {
        if (reproduce) {
            given().refuseAllBeside("--reproduce");
            if (network != null) {
                throw new UsageException(
                        "the thesis' numbers are of all its networks", "--reproduce", "leave out " + network);
            }
        }
        if (byLayer) {
            given().refuseBeside("--by-layer", "--by-type", "--target-utilisation", "--lower-bound");
        }
        if (target != null) {
            given().refuseBeside("--target-utilisation", "--by-type", "--lower-bound");
        }
        if (byType) {
            given().refuseBeside("--by-type", "--lower-bound");
        }
    }

    private int showSteps(List<TrainingModel> models, List<Hardware> machines, CapacityRange capacities) {
        TrainingModel one = single(models, "--batch");
        long bytes = single(Arrays.stream(capacities.bytes()).boxed().toList(), "--cache");
        Trace trace = one.trace(bytes, single(machines, "--throughput and --bandwidth"));
        return show(TrainingTables.steps(one, trace), () -> TrainingJson.steps(one, trace));
    }

    private int showSearch(
            List<TrainingModel> models, List<Hardware> machines, CapacityRange capacities, double utilisation) {
        TrainingModel one = single(models, "--batch");
        Hardware hardware = single(machines, "--throughput and --bandwidth");
        if (!(utilisation > 0 && utilisation <= 1)) {
            throw new UsageException(
                    "a utilisation of " + utilisation, "--target-utilisation", "give a share above 0, up to 1");
        }
        CapacitySearch found = CapacitySearch.forUtilisation(one, capacities, hardware, utilisation)
                .orElse(null);
        return show(TrainingTables.search(one, found, utilisation), () -> TrainingJson.search(one, found, utilisation));
    }

    private @Nullable Long leastTraffic(TrainingModel one, List<Iteration> onEach) {
        return lowerBound ? (Long) one.trafficBound(onEach.get(0).cacheBytes()).total() : null;
    }

    private static <T> T single(List<T> values, String option) {
        if (values.size() != 1) {
            throw new UsageException(values.size() + " values", option, "give a single one for this study");
        }
        return values.get(0);
    }

    private List<TrainingModel> models(String name) {
        Workload workload = Workload.find(name).orElse(null);
        if (workload != null && image != null) {
            throw new UsageException(
                    name + " is trained on what the thesis trains it on",
                    "--input",
                    "leave it out, or train a network that 'networks' lists");
        }
        List<Integer> sizes = batches.isEmpty() ? List.of(workload == null ? 32 : workload.defaultBatch()) : batches;
        return sizes.stream()
                .map(batch -> TrainingModel.of(graph(workload, name, batch), model.options()))
                .toList();
    }

    private TrainingGraph graph(@Nullable Workload workload, String name, int batch) {
        if (workload != null) {
            return workload.graph(batch);
        }
        NetworkInput input = NetworkInput.find(name, image == null ? null : Shape.parse(image), false);
        return NetworkConversion.of(input.network(), batch);
    }

    private List<Hardware> machines() {
        throughputs.forEach(rate -> requireRate(rate, "--throughput", "13.45e12"));
        bandwidths.forEach(rate -> requireRate(rate, "--bandwidth", "616e9"));
        List<Hardware> machines = new ArrayList<>();
        for (double throughput : throughputs) {
            bandwidths.forEach(bandwidth -> machines.add(new Hardware(throughput, bandwidth)));
        }
        return machines;
    }

    /** A rate this small is one cut in two at a decimal comma, or one in the wrong unit. */
    private static void requireRate(double rate, String option, String example) {
        if (rate > 0 && rate < LEAST_RATE) {
            throw new BadInputException(
                    "a rate of " + rate + " a second",
                    option,
                    "give base units, with a decimal point, such as " + example);
        }
    }
}
