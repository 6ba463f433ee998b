package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.LaunchCounts;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import org.junit.jupiter.api.Test;

/** Which metrics make the bytes of each level, by hand. */
class TrafficTest {
    private static final Circumstances HOW = new Circumstances("ncu 2025.3", Origin.MEASURED, "all", "none");

    @Test
    void voltaCountsLoadsOnly() {
        Traffic traffic = traffic("volta_scudnn_128x64", 7.0, Map.of(Metric.L1_LOADS, 640.0, Metric.L2_READS, 320.0));
        assertThat(traffic.l1Bytes()).isEqualTo(640.0);
        assertThat(traffic.l2Bytes()).isEqualTo(320.0);
        assertThat(traffic.dramBytes()).isNull();
        assertThat(traffic.reasons()).hasSize(1).first().asString().contains("memory");
    }

    @Test
    void ampereAddsCopiesToSharedMemory() {
        Map<Metric, Double> values = Map.of(
                Metric.L1_LOADS,
                100.0,
                Metric.L1_ASYNC_COPIES,
                1000.0,
                Metric.L1_ASYNC_BYPASS,
                10.0,
                Metric.L2_READS,
                320.0,
                Metric.L2_CROSSBAR,
                330.0);
        assertThat(traffic("k", 8.0, values).l1Bytes()).isEqualTo(1110.0);
        assertThat(traffic("k", 8.0, values).l2Bytes()).isEqualTo(320.0);
        assertThat(traffic("k", 9.0, values).l2Bytes()).isEqualTo(330.0);
    }

    @Test
    void whatWasNotCountedIsNotTakenForNothing() {
        Map<Metric, Double> values = Map.of(Metric.L1_LOADS, 100.0, Metric.L2_READS, 50.0);
        assertThat(traffic("k", 8.6, values).l1Bytes()).isNull();
        assertThat(traffic("k", 8.6, values).reasons()).anyMatch(reason -> reason.contains("copies to shared memory"));
        KernelLaunch old = new KernelLaunch("k", null, values);
        assertThat(Traffic.of(old).l1Bytes()).isNull();
        assertThat(traffic("k", 7.0, Map.of()).reasons()).hasSize(3);
    }

    @Test
    void bulkCopiesOfHopperHideFromL1() {
        Map<Metric, Double> values = Map.of(
                Metric.L1_LOADS,
                100.0,
                Metric.L1_ASYNC_COPIES,
                0.0,
                Metric.L1_ASYNC_BYPASS,
                0.0,
                Metric.L2_CROSSBAR,
                90.0);
        String byName =
                "sm90_xmma_fprop_implicit_gemm_f16f16_f16f32_f32_nhwckrsc_nhwc_tilesize128x128x64_warpgroupsize1x1x1";
        assertThat(traffic(byName, 9.0, values).l1Bytes()).isNull();
        assertThat(traffic("conv_f32_128x128x8", 9.0, values).l1Bytes()).isEqualTo(100.0);
        assertThat(traffic("conv_f32_128x128x8", 9.0, with(values, Metric.L2_CROSSBAR, 9000.0))
                        .l1Bytes())
                .isNull();
    }

    @Test
    void sectorsOfMemoryDoForBytes() {
        Map<Metric, Double> values = Map.of(Metric.DRAM_READ_SECTORS, 64.0, Metric.DRAM_WRITE_SECTORS, 32.0);
        assertThat(traffic("k", 7.0, values).dramBytes()).isEqualTo(64.0);
        assertThat(traffic("k", 7.0, values).dramWriteBytes()).isEqualTo(32.0);
    }

    @Test
    void launchesOfOneKernelAreSummedUp() {
        Unit unit = new Unit("delta/alex_conv2/n1", "jcuda");
        List<CounterRecord> records =
                CaseCounters.of(unit, NcuCsv.parse(NcuCsvTest.sample("case.txt"), "case.txt"), HOW, List.of());
        assertThat(records).extracting(CounterRecord::kernel).containsExactly("conv_offsets", "conv_f32_128x128x8");
        CounterRecord record = records.get(1);
        assertThat(record.l1Bytes()).isEqualTo(1_250_000 * 32.0);
        assertThat(record.l2Bytes()).isEqualTo(5e6);
        assertThat(record.dramBytes()).isEqualTo(1.5e6);
        assertThat(record.dramWriteBytes()).isEqualTo(4e5);
        assertThat(record.timeSeconds()).isEqualTo(50e-6, within(1e-15));
        // 40 us at 1.9 GHz and 10 us at 1.4 GHz.
        assertThat(record.smClockHz()).isEqualTo(1.8e9, within(1.0));
        assertThat(record.reason()).isNull();
        assertThat(record.tile())
                .hasValueSatisfying(tile -> assertThat(tile.k()).isEqualTo(8));
    }

    /** 392 blocks of both launches; what is not told by one launch is not known of the kernel. */
    @Test
    void howAKernelWasLaunchedIsOnRecord() {
        KernelLaunch first = new KernelLaunch(
                "k",
                9.0,
                Map.of(
                        Metric.GRID_SIZE, 196.0,
                        Metric.REGISTERS, 96.0,
                        Metric.WAVES, 0.25,
                        Metric.LIMIT_OF_REGISTERS, 5.0,
                        Metric.LIMIT_OF_SHARED_MEMORY, 21.0,
                        Metric.LIMIT_OF_WARPS, 16.0,
                        Metric.LIMIT_OF_BLOCKS, 32.0));
        assertThat(launched(first, first)).isEqualTo(new LaunchCounts(96, 5, 392L, 0.5));
        KernelLaunch second = new KernelLaunch(
                "k", 9.0, Map.of(Metric.GRID_SIZE, 196.0, Metric.REGISTERS, 0.0, Metric.LIMIT_OF_REGISTERS, 5.0));
        assertThat(launched(first, second)).isEqualTo(new LaunchCounts(null, null, 392L, null));
    }

    private static LaunchCounts launched(KernelLaunch... launches) {
        return CaseCounters.of(new Unit("layer", "jcuda"), List.of(launches), HOW, List.of())
                .get(0)
                .launch();
    }

    private static Traffic traffic(String kernel, double capability, Map<Metric, Double> values) {
        return Traffic.of(new KernelLaunch(kernel, capability, values));
    }

    private static Map<Metric, Double> with(Map<Metric, Double> values, Metric metric, double value) {
        Map<Metric, Double> copy = new EnumMap<>(values);
        copy.put(metric, value);
        return copy;
    }
}
