package macjoule.bench.cli;

import java.nio.file.Path;
import macjoule.calibration.alpha.DeltaEstimate;
import macjoule.calibration.alpha.HardwareProfile;
import macjoule.model.BadInputException;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.TileSelector;
import macjoule.model.delta.TimeOptions;
import macjoule.model.delta.TrafficOptions;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.CtaOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model predicts, and how it reads the equations that can be read in several ways. */
final class DeltaModelOptions {
    private static final String MISS_RATE = "miss-rate";
    private static final String DELTA_PLUS = "delta-plus";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "delta",
            description =
                    "delta; delta-plus, which samples where DeLTA has equations; or miss-rate[:R] for caches that miss at a"
                            + " fixed rate R (1 by default), as models before DeLTA assume; default ${DEFAULT-VALUE}.")
    private String model = "delta";

    @Option(
            names = "--tile",
            paramLabel = "T",
            defaultValue = "fig6",
            description = "fig6, mono or one tile for all layers such as 128x64x4; default ${DEFAULT-VALUE}.")
    private String tile = "fig6";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description =
                    "fp32, or tf32 or fp16 on tensor cores, which is outside the paper; default ${DEFAULT-VALUE}.")
    private ElementType precision = ElementType.FP32;

    @Option(
            names = "--dram-latency",
            paramLabel = "CYCLES",
            description = "Memory latency instead of the GPU's own; a loaded memory answers later.")
    private @Nullable Double dramLatency;

    @Option(names = "--unpadded", description = "Padding is not read from memory; the paper says it is.")
    private boolean unpadded;

    @Option(
            names = "--fetch-unused",
            description = "Inputs that a strided 1x1 filter steps over are read; the paper says they are not.")
    private boolean fetchUnused;

    @Option(
            names = "--l1-multiplicity",
            paramLabel = "M",
            defaultValue = "per-cta",
            description = "Eq. 4: per-cta, or once as printed; default ${DEFAULT-VALUE}.")
    private TrafficOptions.L1Multiplicity l1Multiplicity = TrafficOptions.L1Multiplicity.PER_CTA;

    @Option(
            names = "--channel-span",
            paramLabel = "S",
            defaultValue = "average",
            description = "Eq. 6: average as printed, at-least-one, or crossed; default ${DEFAULT-VALUE}.")
    private TrafficOptions.ChannelSpan channelSpan = TrafficOptions.ChannelSpan.AVERAGE;

    @Option(
            names = "--negative-distance",
            paramLabel = "D",
            defaultValue = "zero",
            description = "Eq. 7 below zero: zero, absolute, or kept as printed; default ${DEFAULT-VALUE}.")
    private TrafficOptions.NegativeDistance negativeDistance = TrafficOptions.NegativeDistance.ZERO;

    @Option(
            names = "--prologue",
            paramLabel = "V",
            defaultValue = "inputs",
            description = "Eq. 14: inputs as the text says, or results as printed; default ${DEFAULT-VALUE}.")
    private TimeOptions.Prologue prologue = TimeOptions.Prologue.INPUTS;

    @Option(
            names = "--epilogue",
            paramLabel = "B",
            defaultValue = "per-sm",
            description = "Eq. 15: per-sm, or whole-gpu as printed; default ${DEFAULT-VALUE}.")
    private TimeOptions.Epilogue epilogue = TimeOptions.Epilogue.PER_SM;

    @Option(names = "--fractional-ctas", description = "Eq. 16 to 18 as printed: thread blocks divide evenly over SMs.")
    private boolean fractionalCtas;

    @Option(
            names = "--overlapped-epilogue",
            description = "Results are written while another thread block of the SM computes; the paper adds the two.")
    private boolean overlappedEpilogue;

    @Option(
            names = "--share",
            paramLabel = "S",
            description =
                    "DeLTA+: how far thread blocks of an SM run in step and share L1, 0 to 1; default what --profile"
                            + " has, else 1.")
    private @Nullable Double share;

    @Option(
            names = "--order",
            paramLabel = "O",
            description = "DeLTA+: how thread blocks are handed out, column or row; default column.")
    private @Nullable CtaOrder order;

    @Option(
            names = "--skew",
            paramLabel = "N",
            description = "DeLTA+: loop iterations by which thread blocks of an SM lag each other; default 0.")
    private @Nullable Integer skew;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "A hardware profile with the share and the memory latency that 'calibrate traffic' found for this GPU.")
    private @Nullable Path profile;

    /** What calibration found for {@code gpu}, or null if no profile is given. */
    @Nullable
    DeltaEstimate calibrated(GpuSpec gpu) {
        Path file = profile;
        if (file == null) {
            return null;
        }
        DeltaEstimate estimate = HardwareProfile.read(file).requireDelta(file.toString());
        if (!estimate.gpu().equals(gpu.name())) {
            throw new BadInputException(
                    "calibrated for " + estimate.gpu() + ", not for " + gpu.name(),
                    file.toString(),
                    "predict with --gpu " + estimate.gpu());
        }
        return estimate;
    }

    /** DeLTA+ as these options have it, or null if another model is asked for. */
    @Nullable
    DeltaPlus deltaPlus(GpuSpec gpu) {
        if (!model.equals(DELTA_PLUS)) {
            return null;
        }
        DeltaEstimate estimate = calibrated(gpu);
        Double known = estimate == null ? null : estimate.share().value();
        double usual = known == null ? DeltaPlusOptions.DEFAULT.share() : known;
        double chosen = share == null ? usual : share;
        return new DeltaPlus(DeltaPlusOptions.DEFAULT
                .withShare(chosen)
                .withOrder(order == null ? CtaOrder.COLUMN : order)
                .withSkew(skew == null ? 0 : skew));
    }

    /** The model these options ask for. */
    Delta delta(GpuSpec gpu) {
        check();
        DeltaOptions options = new DeltaOptions(
                TileSelector.parse(tile),
                precision,
                new TrafficOptions(!unpadded, !fetchUnused, l1Multiplicity, channelSpan, negativeDistance),
                new TimeOptions(epilogue, prologue, !fractionalCtas, latencyCycles(gpu), overlappedEpilogue));
        if (model.equals("delta")) {
            return Delta.paper(options);
        }
        DeltaPlus plus = deltaPlus(gpu);
        if (plus != null) {
            return new Delta(plus, options);
        }
        if (model.equals(MISS_RATE) || model.startsWith(MISS_RATE + ":")) {
            return Delta.missRate(missRate(), options);
        }
        throw new BadInputException("unknown model", model, "use delta, delta-plus or miss-rate[:R]");
    }

    private void check() {
        requirePlusFor("--share", share);
        requirePlusFor("--order", order);
        requirePlusFor("--skew", skew);
        if (share != null && !(share >= 0 && share <= 1)) {
            throw new BadInputException("a share of " + share, "--share", "give 0 to 1");
        }
        if (skew != null && skew < 0) {
            throw new BadInputException("a lag of " + skew + " iterations", "--skew", "give 0 or more");
        }
        if (dramLatency != null && !(dramLatency > 0 && Double.isFinite(dramLatency))) {
            throw new BadInputException(
                    "a latency of " + dramLatency + " cycles", "--dram-latency", "give more than 0");
        }
    }

    /** The paper's equations know nothing of how thread blocks run beside each other. */
    private void requirePlusFor(String option, @Nullable Object given) {
        if (given != null && !model.equals(DELTA_PLUS)) {
            throw new UsageException(
                    "no effect with model " + model, option, "leave it out, or choose --model " + DELTA_PLUS);
        }
    }

    private @Nullable Double latencyCycles(GpuSpec gpu) {
        DeltaEstimate estimate = calibrated(gpu);
        if (dramLatency != null || estimate == null) {
            return dramLatency;
        }
        Double seconds = estimate.dramLatencySeconds().value();
        return seconds == null ? null : (Double) (seconds * gpu.clockHz());
    }

    private double missRate() {
        if (model.equals(MISS_RATE)) {
            return 1;
        }
        String rate = model.substring(MISS_RATE.length() + 1);
        try {
            return Double.parseDouble(rate);
        } catch (NumberFormatException e) {
            BadInputException complaint = new BadInputException(
                    "'" + rate + "' is not a miss rate", "--model", "write miss-rate:R with R from 0 to 1");
            complaint.initCause(e);
            throw complaint;
        }
    }
}
