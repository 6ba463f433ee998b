package macjoule.model.delta;

import macjoule.model.delta.TimeOptions.Epilogue;
import macjoule.model.delta.TimeOptions.Prologue;
import macjoule.model.gpu.GpuSpec;

/** The time equations of the DeLTA paper (Eq. 11 to 18). All times are those of one SM, the busiest. */
record TimeModel(TimeOptions options, ElementType type) {

    /** One number for each level of the memory. */
    private record Levels(double l1, double l2, double dram) {}

    StreamTimes streams(Tile tile, Launch launch, Traffic traffic, GpuSpec gpu) {
        return new StreamTimes(
                globalLoad(transfers(launch, traffic, gpu), gpu),
                type.bytes() * tile.stagedElements() / gpu.sharedBytesPerSecondPerSm() + fragmentLoads(tile, gpu),
                (double) tile.m() * tile.n() * tile.k() / (type.macsPerSecond(gpu) / gpu.smCount()),
                prologue(tile, gpu),
                epilogues(tile, gpu).dram());
    }

    Candidates candidates(Tile tile, Launch launch, Traffic traffic, StreamTimes streams, GpuSpec gpu) {
        Levels transfer = transfers(launch, traffic, gpu);
        Levels epilogue = epilogues(tile, gpu);
        double start = streams.prologue();
        double loops = launch.loops();
        double ctas = options.wholeCtas() ? launch.ctasPerSm() : (double) launch.ctas() / gpu.smCount();
        double rounds = ctas / launch.activeCtas();
        rounds = options.wholeCtas() ? Math.ceil(rounds) : rounds;
        double exposed = streams.globalLoad() + Math.max(streams.compute(), streams.sharedAccess()) / tile.k();
        boolean overlapped = options.overlappedEpilogue() && launch.activeCtas() > 1;
        return new Candidates(
                start + oneByOne(streams.compute() * loops, epilogue.dram(), ctas, overlapped),
                start + oneByOne(streams.sharedAccess() * loops, epilogue.dram(), ctas, overlapped),
                start + oneByOne(exposed * loops, epilogue.dram(), rounds, overlapped),
                start + (transfer.l1() * loops + epilogue.l1()) * ctas,
                start + (transfer.l2() * loops + epilogue.l2()) * ctas,
                start + (transfer.dram() * loops + epilogue.dram()) * ctas);
    }

    /** Main loops and epilogues; where they overlap, all epilogues but the last hide behind a main loop. */
    private static double oneByOne(double loop, double epilogue, double times, boolean overlapped) {
        return overlapped ? loop * times + epilogue * Math.min(1, times) : (loop + epilogue) * times;
    }

    /** How long each level takes to deliver what one iteration of one thread block reads. */
    private static Levels transfers(Launch launch, Traffic traffic, GpuSpec gpu) {
        double iterations = (double) launch.ctas() * launch.loops();
        return new Levels(
                traffic.l1Bytes() / iterations / gpu.l1BytesPerSecondPerSm(),
                traffic.l2Bytes() / iterations / (gpu.l2BytesPerSecond() / gpu.smCount()),
                traffic.dramBytes() / iterations / (gpu.dramBytesPerSecond() / gpu.smCount()));
    }

    /** Eq. 11. */
    private double globalLoad(Levels transfer, GpuSpec gpu) {
        double l1 = gpu.l1LatencyCycles() / gpu.clockHz() + transfer.l1();
        double l2 = gpu.l2LatencyCycles() / gpu.clockHz() + transfer.l2();
        double dram = dramLatencySeconds(gpu) + transfer.dram();
        return Math.max(l1, Math.max(l2, dram));
    }

    /** What the warps read of shared memory in one iteration, the last part of Eq. 12 and 14. */
    private double fragmentLoads(Tile tile, GpuSpec gpu) {
        double elements = (double) (tile.warpM() + tile.warpN()) * tile.k() * tile.warps();
        return type.bytes() * elements / gpu.sharedBytesPerSecondPerSm();
    }

    /** Eq. 14. */
    private double prologue(Tile tile, GpuSpec gpu) {
        double elements = options.prologue() == Prologue.INPUTS ? tile.stagedElements() : (double) tile.m() * tile.n();
        double bytes = type.bytes() * elements;
        double fromDram = dramLatencySeconds(gpu) + bytes / (gpu.dramBytesPerSecond() / gpu.smCount());
        double toShared = gpu.sharedLatencyCycles() / gpu.clockHz() + bytes / gpu.sharedBytesPerSecondPerSm();
        return fromDram + toShared + fragmentLoads(tile, gpu);
    }

    /** Eq. 15, at each level that might bound the layer. */
    private Levels epilogues(Tile tile, GpuSpec gpu) {
        double bytes = type.bytes() * ((double) tile.m() * tile.n());
        double sharers = options.epilogue() == Epilogue.PER_SM ? gpu.smCount() : 1;
        return new Levels(
                bytes / gpu.l1BytesPerSecondPerSm(),
                bytes / (gpu.l2BytesPerSecond() / sharers),
                bytes / (gpu.dramBytesPerSecond() / sharers));
    }

    private double dramLatencySeconds(GpuSpec gpu) {
        Double override = options.dramLatencyCycles();
        return (override == null ? gpu.dramLatencyCycles() : override) / gpu.clockHz();
    }
}
