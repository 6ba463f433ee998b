package macjoule.model.sim;

/**
 * The L2 cache and the memory behind it, in shards of whole sets. Sets know nothing of each other, so the shards may be replayed
 * at the same time and the counts are those of a single one.
 */
final class SharedL2 {
    private final SectoredCache cache;
    private final int filterLine;
    private final int outputLine;
    private final Shard[] shards;
    /** Shards per set, as a fraction of 2^32. */
    private final long shardsPerSet;

    /** Sectors one shard read from memory. */
    private static final class Shard {
        long ifmapDram;
        long filterDram;
    }

    SharedL2(CacheSize size, ConvTrace trace, int shards) {
        this.cache = new SectoredCache(size);
        this.filterLine = (int) (trace.filterElement >> AddressMap.LINE_SHIFT);
        this.outputLine = (int) (trace.outputElement >> AddressMap.LINE_SHIFT);
        this.shards = new Shard[shards];
        for (int shard = 0; shard < shards; shard++) {
            this.shards[shard] = new Shard();
        }
        this.shardsPerSet = ((long) shards << 32) / cache.sets();
    }

    int shards() {
        return shards.length;
    }

    /** Which shard {@code line} belongs to: that of its set. */
    int shardOf(int line) {
        return (int) ((cache.setOf(line) * shardsPerSet) >>> 32);
    }

    /** Replays what the SMs sent to a shard: round by round, and within a round slot by slot, which is SM by SM. */
    void replay(int number, MissLog[] logs, int marks) {
        // Counted here and not in the shard, as shards of different threads may lie side by side in memory.
        long ifmapDram = 0;
        long filterDram = 0;
        for (int mark = 0; mark < marks; mark++) {
            for (MissLog log : logs) {
                MissLog.Part part = log.part(number);
                int[] accesses = part.accesses();
                int end = part.end(mark);
                for (int i = part.start(mark); i < end; i++) {
                    int line = accesses[i] >>> Warp.MASK_BITS;
                    int missed = Integer.bitCount(cache.load(accesses[i]));
                    if (line < filterLine) {
                        ifmapDram += missed;
                    } else if (line < outputLine) {
                        filterDram += missed;
                    }
                }
            }
        }
        shards[number].ifmapDram += ifmapDram;
        shards[number].filterDram += filterDram;
    }

    /** Sectors of inputs read from memory. */
    long ifmapDramSectors() {
        long sectors = 0;
        for (Shard shard : shards) {
            sectors += shard.ifmapDram;
        }
        return sectors;
    }

    /** Sectors of filters read from memory. */
    long filterDramSectors() {
        long sectors = 0;
        for (Shard shard : shards) {
            sectors += shard.filterDram;
        }
        return sectors;
    }
}
