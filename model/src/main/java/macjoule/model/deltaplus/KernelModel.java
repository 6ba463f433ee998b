package macjoule.model.deltaplus;

import macjoule.model.BadInputException;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.Candidates;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.GpuRequirements;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.deltaplus.KernelSchedule.Epilogue;
import macjoule.model.deltaplus.KernelSchedule.Grid;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.SimulationSetup;
import org.jspecify.annotations.Nullable;

/**
 * DeLTA's time model (Eq. 11 to 18) for kernels that load ahead in stages: all loads under way share a latency, and the loop
 * starts once the buffers have been filled.
 */
public final class KernelModel {
    private final KernelSpec kernel;
    private final GpuSpec gpu;

    public KernelModel(KernelSpec kernel, GpuSpec gpu) {
        GpuRequirements.check(gpu);
        requireNextTile(kernel, gpu);
        this.kernel = kernel;
        this.gpu = gpu;
    }

    private static void requireNextTile(KernelSpec kernel, GpuSpec gpu) {
        boolean overlapped = kernel.schedule().epilogue() == Epilogue.OVERLAPPED;
        if (overlapped && kernel.schedule().grid() == Grid.TILES && kernel.activeCtas(gpu) == 1) {
            throw new BadInputException(
                    "an overlapped epilogue where an SM of " + gpu.name()
                            + " has one thread block of one tile at a time",
                    "epilogue",
                    "use a persistent or stream-k grid, fewer stages or a smaller tile");
        }
    }

    /**
     * What becomes of a layer.
     *
     * @param traffic bytes of inputs and filters read; of L1 what was requested, whether or not L1 was asked
     * @param outputs bytes of results written, and of parts of sums read again
     * @param linkBytes bytes that cross from one L2 partition to another; null where L2 is taken as undivided
     * @param launch the thread blocks
     * @param activeCtas thread blocks an SM runs at a time
     * @param candidates times by what might bound the layer
     * @param timeSeconds the longest of them
     * @param bottleneck which that is
     */
    public record Outcome(
            Traffic traffic,
            OutputTraffic outputs,
            @Nullable Double linkBytes,
            KernelLaunch launch,
            int activeCtas,
            Candidates candidates,
            double timeSeconds,
            Bottleneck bottleneck) {

        /** All bytes requested, parts of sums included. */
        public double l1Bytes() {
            return traffic.l1Bytes() + outputs.l2Read();
        }

        /** All bytes read from L2, parts of sums included. */
        public double l2Bytes() {
            return traffic.l2Bytes() + outputs.l2Read();
        }

        /** All bytes read from memory, parts of sums included. */
        public double dramBytes() {
            return traffic.dramBytes() + outputs.dramRead();
        }
    }

    /** Predicts {@code layer}, which has a single group. */
    public Outcome predict(ConvDims layer) {
        KernelLaunch launch = KernelLaunch.of(layer, kernel, gpu);
        SimulationSetup setup = KernelTraffic.setup(layer, kernel, gpu);
        Traffic traffic = KernelTraffic.of(kernel, gpu, setup);
        OutputWork outputs = OutputWork.of(layer, kernel, launch, new Residency(setup.l2()));
        Candidates candidates = candidates(launch, traffic, outputs);
        return new Outcome(
                traffic,
                outputs.traffic(),
                kernel.l2Partitions() == 1 ? null : (Double) L2Partitions.crossing(traffic, kernel.l2Partitions()),
                launch,
                kernel.activeCtas(gpu),
                candidates,
                candidates.longest(),
                candidates.bottleneck());
    }

    private Candidates candidates(KernelLaunch launch, Traffic traffic, OutputWork work) {
        double loops = launch.loops();
        double iterations = launch.pieces() * loops;
        double l1 = traffic.l1Bytes() / iterations / gpu.l1BytesPerSecondPerSm();
        double l2 = traffic.l2Bytes() / iterations / l2PerSm();
        double dram = traffic.dramBytes() / iterations / dramPerSm();
        double exposed = slowestLoad(l1, l2, dram) / kernel.loadsInFlight()
                + Math.max(compute(), sharedAccess()) / kernel.tile().k();
        double results =
                (double) work.elementBytes() * kernel.tile().m() * kernel.tile().n();
        double toL2 = results / l2PerSm();
        double toMemory = results * work.memoryShare() / dramPerSm();
        // Results go to memory at its pace, as in Eq. 15, unless much of what is written stays in L2.
        double epilogue = work.memoryShare() == 1 ? toMemory : Math.max(toL2, toMemory);
        double around = prologue() + joining(work);
        double pieces = launch.piecesPerSm();
        return new Candidates(
                around + oneByOne(compute() * loops, epilogue, pieces),
                around + oneByOne(sharedAccess() * loops, epilogue, pieces),
                around + oneByOne(exposed * loops, epilogue, launch.rounds()),
                around + (l1 * loops + results / gpu.l1BytesPerSecondPerSm()) * pieces,
                around + (l2 * loops + toL2) * pieces,
                around + (dram * loops + toMemory) * pieces);
    }

    /**
     * Main loops and epilogues of an SM; where they overlap, all epilogues but the last hide behind a main loop. That makes them
     * no faster: the memory they write to still bounds the layer.
     */
    private double oneByOne(double loop, double epilogue, double pieces) {
        return kernel.schedule().epilogue() == Epilogue.OVERLAPPED
                ? loop * pieces + epilogue * Math.min(1, pieces)
                : (loop + epilogue) * pieces;
    }

    /** Clearing results before, or adding parts of sums up after all else, which all SMs do together. */
    private double joining(OutputWork work) {
        if (work.joinL2Bytes() == 0) {
            return 0;
        }
        return gpu.dramLatencyCycles() / gpu.clockHz()
                + Math.max(
                        work.joinL2Bytes() / gpu.l2BytesPerSecond(), work.joinDramBytes() / gpu.dramBytesPerSecond());
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
