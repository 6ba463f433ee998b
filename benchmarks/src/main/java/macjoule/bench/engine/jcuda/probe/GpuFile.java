package macjoule.bench.engine.jcuda.probe;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;

/** A measured GPU as a file that {@code predict --gpu} reads: every figure under where it comes from. */
public final class GpuFile {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DRIVER = "told by the driver";
    private static final String INFERRED =
            "inferred from the compute capability: L1 answers requests of 128 bytes up to Pascal, of 32 from Volta";
    private static final int VOLTA = 70;

    private final ObjectNode from = MAPPER.createObjectNode();
    private final ProbedGpu gpu;

    private GpuFile(ProbedGpu gpu) {
        this.gpu = gpu;
    }

    /** The text of the file. */
    public static String of(ProbedGpu gpu) {
        DeviceIdentity identity = gpu.identity();
        ObjectNode file = MAPPER.createObjectNode()
                .put("name", name(identity.name()))
                .put("title", identity.name() + ", as measured by macjoule");
        file.set("from", new GpuFile(gpu).figures());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("a GPU that is no JSON", e);
        }
    }

    /** As names of the catalogue are written. */
    static String name(String device) {
        String kebab = device.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return kebab.replaceAll("^-|-$", "");
    }

    private ObjectNode figures() {
        told();
        latencies();
        throughputs();
        return from;
    }

    private void told() {
        DeviceIdentity identity = gpu.identity();
        int capability = identity.computeCapability();
        under(DRIVER)
                .put("computeCapability", capability / 10 + "." + capability % 10)
                .put("smCount", identity.multiprocessors())
                .put("sharedBytesPerSm", gpu.multiprocessor().sharedBytes())
                .put("registerBytesPerSm", gpu.multiprocessor().registerBytes())
                .put("l2Bytes", identity.l2Bytes())
                .put("dramBytes", identity.memoryBytes());
        under(INFERRED).put("l1RequestBytes", capability < VOLTA ? 128 : 32);
    }

    private void latencies() {
        ProbedFigures figures = gpu.figures();
        String chain = "chain of addresses in random order, one per 128-byte line, ";
        measured(chain + "through L1, up to 12 KiB").put("l1LatencyCycles", rounded(figures.l1LatencyCycles()));
        measured("largest memory, in steps of 4 KiB, that such a chain goes round with the latency of L1")
                .put("l1BytesPerSm", figures.l1Bytes());
        measured(chain + "past L1, round " + size(figures.l2LatencyFootprint()) + " that L2 holds")
                .put("l2LatencyCycles", rounded(figures.l2LatencyCycles()));
        measured(chain + "4096 loads within 16 MiB after reading " + size(figures.dramFootprint()) + " of other memory")
                .put("dramLatencyCycles", rounded(figures.dramLatencyCycles()));
        measured("chain of addresses in 4 KiB of shared memory")
                .put("sharedLatencyCycles", rounded(figures.sharedLatencyCycles()));
    }

    private void throughputs() {
        ProbedFigures figures = gpu.figures();
        double clock = figures.clockHz();
        measured("FP32 multiply-adds on all SMs, cycles and time of the GPU's own clocks")
                .put("clockHz", Math.rint(clock))
                .put("fp32Flops", Math.rint(figures.fp32Flops()));
        measured("16 KiB of L1 read again and again on every SM, " + perCycle(figures.l1BytesPerCycle()))
                .put("l1BytesPerSecondPerSm", Math.rint(figures.l1BytesPerCycle() * clock));
        measured("8 KiB of shared memory read again and again on every SM, " + perCycle(figures.sharedBytesPerCycle()))
                .put("sharedBytesPerSecondPerSm", Math.rint(figures.sharedBytesPerCycle() * clock));
        measured("all SMs read the same " + size(figures.l2Footprint()) + " again and again past L1")
                .put("l2BytesPerSecond", Math.rint(figures.l2BytesPerSecond()));
        measured("all SMs read " + size(figures.dramFootprint()) + " past L1")
                .put("dramBytesPerSecond", Math.rint(figures.dramBytesPerSecond()));
    }

    private ObjectNode measured(String how) {
        double gigahertz = gpu.figures().clockHz() / 1e9;
        return under(String.format(Locale.ROOT, "measured: %s; %.2f GHz", how, gigahertz));
    }

    private ObjectNode under(String source) {
        return from.withObjectProperty(source);
    }

    private static double rounded(double cycles) {
        return Math.rint(cycles * 10) / 10;
    }

    private static String perCycle(double bytes) {
        return String.format(Locale.ROOT, "%.1f bytes per cycle", bytes);
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
