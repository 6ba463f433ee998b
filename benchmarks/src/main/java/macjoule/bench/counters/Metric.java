package macjoule.bench.counters;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The metrics of Nsight Compute that are read, with what they count. Those of one quantity are alternatives. */
enum Metric {
    TIME("gpu__time_duration.sum", MetricUnit.SECOND),
    /** Sectors that global loads ask of L1. */
    L1_LOADS("l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum", MetricUnit.SECTOR),
    /** Copies from global to shared memory through L1, from compute capability 8.0 on. */
    L1_ASYNC_COPIES("l1tex__t_bytes_pipe_lsu_mem_global_op_ldgsts_cache_access.sum", MetricUnit.BYTE),
    /** The same, past the tags of L1. */
    L1_ASYNC_BYPASS("sm__sass_l1tex_m_xbar2l1tex_read_bytes_mem_global_op_ldgsts_cache_bypass.sum", MetricUnit.BYTE),
    /** Sectors that L1 asks of L2. */
    L2_READS("lts__t_sectors_srcunit_tex_op_read.sum", MetricUnit.SECTOR),
    /** What the crossbar brings to L1, whichever way it was asked for. */
    L2_CROSSBAR("l1tex__m_xbar2l1tex_read_bytes.sum", MetricUnit.BYTE),
    DRAM_READ_BYTES("dram__bytes_read.sum", MetricUnit.BYTE),
    DRAM_READ_SECTORS("dram__sectors_read.sum", MetricUnit.SECTOR),
    DRAM_WRITE_BYTES("dram__bytes_write.sum", MetricUnit.BYTE),
    DRAM_WRITE_SECTORS("dram__sectors_write.sum", MetricUnit.SECTOR),
    SM_CLOCK("smsp__cycles_elapsed.avg.per_second", MetricUnit.HERTZ),
    GRID_SIZE("launch__grid_size", MetricUnit.COUNT),
    REGISTERS("launch__registers_per_thread", MetricUnit.COUNT),
    WAVES("launch__waves_per_multiprocessor", MetricUnit.COUNT),
    /** How many thread blocks of the kernel an SM has room for, by what they take of each thing. */
    LIMIT_OF_REGISTERS("launch__occupancy_limit_registers", MetricUnit.COUNT),
    LIMIT_OF_SHARED_MEMORY("launch__occupancy_limit_shared_mem", MetricUnit.COUNT),
    LIMIT_OF_WARPS("launch__occupancy_limit_warps", MetricUnit.COUNT),
    LIMIT_OF_BLOCKS("launch__occupancy_limit_blocks", MetricUnit.COUNT);

    private final String id;
    private final MetricUnit unit;
    private final Pattern pattern;

    Metric(String id, MetricUnit unit) {
        this.id = id;
        this.unit = unit;
        // Messages may leave out how values are summed up.
        String base = id.contains(".") ? id.substring(0, id.indexOf('.')) : id;
        pattern = Pattern.compile("(?<!\\w)" + base + "(?!\\w)");
    }

    /** The name in Nsight Compute. */
    String id() {
        return id;
    }

    MetricUnit unit() {
        return unit;
    }

    /** Finds it in a message. */
    Pattern pattern() {
        return pattern;
    }

    static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
