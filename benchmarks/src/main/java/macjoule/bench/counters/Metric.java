package macjoule.bench.counters;

import java.util.Arrays;
import java.util.Optional;

/** The metrics of Nsight Compute that are read, with what they count. Those of one quantity are alternatives. */
enum Metric {
    TIME("gpu__time_duration.sum", Unit.SECOND),
    /** Sectors that global loads ask of L1. */
    L1_LOADS("l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum", Unit.SECTOR),
    /** Copies from global to shared memory through L1, from compute capability 8.0 on. */
    L1_ASYNC_COPIES("l1tex__t_bytes_pipe_lsu_mem_global_op_ldgsts_cache_access.sum", Unit.BYTE),
    /** The same, past the tags of L1. */
    L1_ASYNC_BYPASS("sm__sass_l1tex_m_xbar2l1tex_read_bytes_mem_global_op_ldgsts_cache_bypass.sum", Unit.BYTE),
    /** Sectors that L1 asks of L2. */
    L2_READS("lts__t_sectors_srcunit_tex_op_read.sum", Unit.SECTOR),
    /** What the crossbar brings to L1, whichever way it was asked for. */
    L2_CROSSBAR("l1tex__m_xbar2l1tex_read_bytes.sum", Unit.BYTE),
    DRAM_READ_BYTES("dram__bytes_read.sum", Unit.BYTE),
    DRAM_READ_SECTORS("dram__sectors_read.sum", Unit.SECTOR),
    DRAM_WRITE_BYTES("dram__bytes_write.sum", Unit.BYTE),
    DRAM_WRITE_SECTORS("dram__sectors_write.sum", Unit.SECTOR),
    SM_CLOCK("smsp__cycles_elapsed.avg.per_second", Unit.HERTZ),
    GRID_SIZE("launch__grid_size", Unit.COUNT),
    BLOCK_SIZE("launch__block_size", Unit.COUNT),
    REGISTERS("launch__registers_per_thread", Unit.COUNT),
    WAVES("launch__waves_per_multiprocessor", Unit.COUNT);

    private final String id;
    private final Unit unit;

    Metric(String id, Unit unit) {
        this.id = id;
        this.unit = unit;
    }

    /** The name in Nsight Compute. */
    String id() {
        return id;
    }

    Unit unit() {
        return unit;
    }

    static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
