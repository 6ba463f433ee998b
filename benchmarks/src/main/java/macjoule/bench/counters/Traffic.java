package macjoule.bench.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes a launch read at each level. Which metrics give them depends on the architecture: from compute capability 8.0 on,
 * copies to shared memory are counted apart from loads; from 9.0 on, bulk copies (TMA) pass L1 without being counted there, and
 * only the crossbar sees all that comes from L2.
 *
 * @param l1Bytes null if it is not known, as all of these
 * @param reasons why numbers are not known
 */
record Traffic(
        @Nullable Double l1Bytes,
        @Nullable Double l2Bytes,
        @Nullable Double dramBytes,
        @Nullable Double dramWriteBytes,
        List<String> reasons) {
    private static final double AMPERE = 8.0;
    private static final double HOPPER = 9.0;

    /** cuDNN and CUTLASS name the architecture they are written for; from Hopper on such kernels load by bulk copies. */
    private static final Pattern BULK_COPIES = Pattern.compile("sm(?:9|1[0-9])\\d[a_]|warpgroup|cutlass3x|_tma");

    /** Loads ask L1 for whole sectors, so that L2 never brings more than was asked, but for prefetches and instructions. */
    private static final double MOST_BEYOND_LOADS = 1.05;

    Traffic {
        reasons = List.copyOf(reasons);
    }

    static Traffic of(KernelLaunch launch) {
        List<String> reasons = new ArrayList<>();
        Double l2 = l2(launch);
        if (l2 == null) {
            reasons.add("reads from L2 were not counted");
        }
        Double dram = first(launch, Metric.DRAM_READ_BYTES, Metric.DRAM_READ_SECTORS);
        Double written = first(launch, Metric.DRAM_WRITE_BYTES, Metric.DRAM_WRITE_SECTORS);
        if (dram == null || written == null) {
            reasons.add("the memory of this GPU has no such counters, or they were not read");
        }
        String against = reasonAgainstL1(launch, l2);
        if (against != null) {
            reasons.add(against);
        }
        return new Traffic(against == null ? (Double) l1(launch) : null, l2, dram, written, reasons);
    }

    private static @Nullable Double l2(KernelLaunch launch) {
        Double capability = launch.computeCapability();
        return capability != null && capability >= HOPPER
                ? first(launch, Metric.L2_CROSSBAR, Metric.L2_READS)
                : first(launch, Metric.L2_READS, Metric.L2_CROSSBAR);
    }

    private static @Nullable String reasonAgainstL1(KernelLaunch launch, @Nullable Double l2) {
        if (!launch.has(Metric.L1_LOADS)) {
            return "loads through L1 were not counted";
        }
        Double capability = launch.computeCapability();
        boolean copies = launch.has(Metric.L1_ASYNC_COPIES) && launch.has(Metric.L1_ASYNC_BYPASS);
        if (capability == null && !copies) {
            return "the compute capability is not on record, so that copies past the counters of L1 cannot be ruled out";
        }
        if (capability != null && capability >= AMPERE && !copies) {
            return "copies to shared memory, which this architecture counts apart, were not counted";
        }
        boolean bulk = capability != null && capability >= HOPPER && bulkCopies(launch.kernel());
        if (bulk || (l2 != null && l2 > MOST_BEYOND_LOADS * l1(launch))) {
            return "the counters of L1 miss bulk copies (TMA)";
        }
        return null;
    }

    private static boolean bulkCopies(String kernel) {
        return BULK_COPIES.matcher(kernel.toLowerCase(Locale.ROOT)).find();
    }

    private static double l1(KernelLaunch launch) {
        double bytes = 0;
        for (Metric metric : List.of(Metric.L1_LOADS, Metric.L1_ASYNC_COPIES, Metric.L1_ASYNC_BYPASS)) {
            Double value = launch.get(metric);
            bytes += value == null ? 0 : value;
        }
        return bytes;
    }

    private static @Nullable Double first(KernelLaunch launch, Metric preferred, Metric otherwise) {
        Double value = launch.get(preferred);
        return value == null ? launch.get(otherwise) : value;
    }
}
