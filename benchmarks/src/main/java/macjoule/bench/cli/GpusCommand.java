package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.probe.GpuFile;
import macjoule.bench.engine.jcuda.probe.MemoryProbes;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the GPUs known by name, or shows a few with the source of every figure. */
@Command(
        name = "gpus",
        description = {
            "Lists the GPUs known by name.",
            "With --sources, or for a GPU named or read from a file, every figure with where it comes from.",
            "With --measure, the GPU of this host as a JSON file that 'predict --gpu FILE' reads."
        })
final class GpusCommand extends OutputCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "GPU",
            description = "A name of the catalogue or a JSON file; default all.")
    private List<String> gpus = List.of();

    @Option(names = "--sources", description = "Every figure with its source.")
    private boolean sources;

    @Option(
            names = "--measure",
            description =
                    "Measure the clock, latencies, bandwidths and FP32 throughput of the GPU here (NVIDIA, about 10 s).")
    private boolean measure;

    @Override
    public Integer call() {
        if (measure) {
            return measured();
        }
        List<GpuSpec> specs = gpus.isEmpty()
                ? GpuCatalogue.all()
                : gpus.stream().map(GpuCatalogue::find).toList();
        Table<?> table = sources || !gpus.isEmpty() ? figuresTable(specs) : overview(specs);
        return show(table, () -> json(specs));
    }

    private int measured() {
        if (!gpus.isEmpty() || sources || output.format == OutputOptions.Shape.CSV) {
            throw new UsageException(
                    "--measure writes one GPU file", "macjoule gpus", "leave names, --sources and --format csv out");
        }
        try {
            deliver(GpuFile.of(MemoryProbes.measure(Gpu.open(), step -> note("measuring " + step))));
            return ExitCode.OK;
        } catch (DeviceException e) {
            BlockedException blocked = new BlockedException(String.valueOf(e.getMessage()));
            blocked.initCause(e);
            throw blocked;
        }
    }

    private static Table<GpuSpec> overview(List<GpuSpec> specs) {
        List<Column<GpuSpec>> columns = List.of(
                Column.text("name", "GPU", GpuSpec::name),
                Column.text("architecture", "architecture", gpu -> GpuFigure.orDash(gpu.architecture())),
                Column.count("smCount", "SMs", gpu -> (long) gpu.smCount()),
                scaled("clockHz", "clock [GHz]", 1e9, 2, GpuSpec::clockHz),
                scaled("fp32Flops", "FP32 [TFLOP/s]", 1e12, 1, GpuSpec::fp32Flops),
                scaled("dramBytesPerSecond", "memory [GB/s]", 1e9, 0, GpuSpec::dramBytesPerSecond),
                scaled("l2Bytes", "L2 [MiB]", 1024 * 1024, 1, gpu -> (double) gpu.l2Bytes()),
                Column.decimal("computeToMemoryRatio", "FLOP per byte", 1, GpuSpec::computeToMemoryRatio),
                Column.text("title", "card", GpuSpec::title));
        return new Table<>(
                specs.size() + " GPUs; 'macjoule gpus NAME' shows where each figure comes from", columns, specs);
    }

    private static Column<GpuSpec> scaled(
            String name, String heading, double unit, int decimals, ToDoubleFunction<GpuSpec> value) {
        return Column.number(
                name, heading, value::applyAsDouble, gpu -> Format.decimal(value.applyAsDouble(gpu) / unit, decimals));
    }

    private static Table<GpuFigure> figuresTable(List<GpuSpec> specs) {
        List<GpuFigure> figures = new ArrayList<>();
        specs.forEach(spec -> figures.addAll(GpuFigure.of(spec)));
        List<Column<GpuFigure>> columns = List.of(
                Column.text("gpu", "GPU", GpuFigure::gpu),
                Column.text("field", "figure", GpuFigure::field),
                Column.number("value", "value", GpuFigure::value, GpuFigure::display),
                Column.text("source", "source", GpuFigure::source));
        String title = String.join("; ", specs.stream().map(GpuSpec::title).toList());
        return new Table<>(title + " (bytes, hertz, FLOP per second, cycles, watts)", columns, figures);
    }

    private static ObjectNode json(List<GpuSpec> specs) {
        ObjectNode document = Json.document("gpus");
        ArrayNode list = document.putArray("gpus");
        for (GpuSpec spec : specs) {
            ObjectNode gpu = list.addObject().put("name", spec.name()).put("title", spec.title());
            ObjectNode sources = Json.object();
            for (GpuFigure figure : GpuFigure.of(spec)) {
                gpu.putPOJO(figure.field(), figure.value());
                if (figure.value() == null) {
                    gpu.put(figure.field() + "Reason", "not stated in the source of this GPU");
                } else {
                    sources.put(figure.field(), figure.source());
                }
            }
            gpu.set("sources", sources);
        }
        return document;
    }
}
