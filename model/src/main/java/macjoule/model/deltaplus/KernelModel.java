package macjoule.model.deltaplus;

import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.Candidates;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.gpu.GpuSpec;

/**
 * DeLTA's time model (Eq. 11 to 18) for kernels that load ahead in stages: all loads under way share a latency, and the loop
 * starts once the buffers have been filled.
 */
public final class KernelModel {
    private final KernelSpec kernel;
    private final GpuSpec gpu;

    public KernelModel(KernelSpec kernel, GpuSpec gpu) {
        this.kernel = kernel;
        this.gpu = gpu;
    }

    /**
     * What becomes of a layer.
     *
     * @param traffic bytes read; of L1 what was requested, whether or not L1 was asked
     * @param activeCtas thread blocks an SM runs at a time
     * @param candidates times by what might bound the layer
     * @param timeSeconds the longest of them
     * @param bottleneck which that is
     */
    public record Outcome(
            Traffic traffic, int activeCtas, Candidates candidates, double timeSeconds, Bottleneck bottleneck) {}

    /** Predicts {@code layer}, which has a single group. */
    public Outcome predict(ConvDims layer) {
        Traffic traffic = KernelTraffic.of(layer, kernel, gpu);
        Candidates candidates = candidates(layer, traffic);
        return new Outcome(traffic, kernel.activeCtas(gpu), candidates, candidates.longest(), candidates.bottleneck());
    }

    private Candidates candidates(ConvDims layer, Traffic traffic) {
        Tile tile = kernel.tile();
        double loops = Math.ceil((double) layer.gemm().k() / tile.k());
        double ctas = Math.ceil((double) layer.gemm().m() / tile.m())
                * Math.ceil((double) layer.gemm().n() / tile.n());
        double ctasPerSm = Math.ceil(ctas / gpu.smCount());
        double rounds = Math.ceil(ctasPerSm / kernel.activeCtas(gpu));
        double outputs = (double) kernel.type().bytes() * tile.m() * tile.n();
        double prologue = prologue();
        double epilogue = outputs / dramPerSm();
        double l1 = traffic.l1Bytes() / (ctas * loops) / gpu.l1BytesPerSecondPerSm();
        double l2 = traffic.l2Bytes() / (ctas * loops) / l2PerSm();
        double dram = traffic.dramBytes() / (ctas * loops) / dramPerSm();
        double exposed =
                slowestLoad(l1, l2, dram) / kernel.loadsInFlight() + Math.max(compute(), sharedAccess()) / tile.k();
        return new Candidates(
                prologue + (compute() * loops + epilogue) * ctasPerSm,
                prologue + (sharedAccess() * loops + epilogue) * ctasPerSm,
                prologue + (exposed * loops + epilogue) * rounds,
                prologue + (l1 * loops + outputs / gpu.l1BytesPerSecondPerSm()) * ctasPerSm,
                prologue + (l2 * loops + outputs / l2PerSm()) * ctasPerSm,
                prologue + (dram * loops + epilogue) * ctasPerSm);
    }

    /** Filling all buffers but the one in use, and moving the first to registers. */
    private double prologue() {
        double first = kernel.stagedBytes();
        return gpu.dramLatencyCycles() / gpu.clockHz()
                + kernel.loadsInFlight() * first / dramPerSm()
                + gpu.sharedLatencyCycles() / gpu.clockHz()
                + sharedAccess();
    }

    private double slowestLoad(double l1, double l2, double dram) {
        double fromL1 = gpu.l1LatencyCycles() / gpu.clockHz() + l1;
        double fromL2 = gpu.l2LatencyCycles() / gpu.clockHz() + l2;
        double fromDram = gpu.dramLatencyCycles() / gpu.clockHz() + dram;
        return Math.max(fromL1, Math.max(fromL2, fromDram));
    }

    private double compute() {
        Tile tile = kernel.tile();
        double macs = (double) tile.m() * tile.n() * tile.k();
        return macs / (kernel.type().macsPerSecond(gpu) / gpu.smCount());
    }

    /** Filling one buffer, and what the warps read of it. */
    private double sharedAccess() {
        Tile tile = kernel.tile();
        double fragments = kernel.type().bytes() * (double) (tile.warpM() + tile.warpN()) * tile.k() * tile.warps();
        return (kernel.stagedBytes() + fragments) / gpu.sharedBytesPerSecondPerSm();
    }

    private double l2PerSm() {
        return gpu.l2BytesPerSecond() / gpu.smCount();
    }

    private double dramPerSm() {
        return gpu.dramBytesPerSecond() / gpu.smCount();
    }
}
