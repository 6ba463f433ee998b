package macjoule.bench.energy.fake;

import java.util.function.Supplier;
import java.util.stream.Stream;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.nvml.SampleBuffer;

/** One GPU of the scripted NVML, as a handle to it sees it: stale once NVML was started anew. */
final class SimulatedGpu implements NvmlDevice {
    private static final int SM_CLOCK = 1500;
    private static final int MEMORY_CLOCK = 2000;

    private final SimulatedBoard board;
    private final int generation;

    SimulatedGpu(SimulatedBoard board) {
        this.board = board;
        this.generation = board.generation();
    }

    @Override
    public long read(Quantity quantity) {
        NvmlCode refusal = board.called(generation);
        if (refusal != NvmlCode.SUCCESS) {
            return refusal.asReading();
        }
        return switch (quantity) {
            case TOTAL_ENERGY ->
                board.script().moduleOnly ? NvmlCode.NOT_SUPPORTED.asReading() : board.counterMillijoules();
            case POWER_USAGE -> board.milliwatts(board.usage);
            case ENFORCED_POWER_LIMIT, POWER_LIMIT, DEFAULT_POWER_LIMIT -> Math.round(board.script().limitWatts * 1e3);
            case TEMPERATURE -> board.temperature();
            case SLOWDOWN_TEMPERATURE -> 90;
            case GRAPHICS_CLOCK, SM_CLOCK -> board.smClock(SM_CLOCK);
            case MAX_GRAPHICS_CLOCK, MAX_SM_CLOCK -> SM_CLOCK;
            case MEMORY_CLOCK, MAX_MEMORY_CLOCK -> MEMORY_CLOCK;
            case PERFORMANCE_STATE, ECC_MODE, COMPUTE_MODE -> 0;
            case EVENT_REASONS -> board.eventReasons();
            case ARCHITECTURE -> 9;
            case LEAST_POWER_LIMIT,
                    MOST_POWER_LIMIT,
                    SUPPORTED_EVENT_REASONS,
                    UTILIZATION,
                    MEMORY_TOTAL,
                    MEMORY_USED,
                    COMPUTE_CAPABILITY_MAJOR,
                    COMPUTE_CAPABILITY_MINOR,
                    POWER_CAP_TIME,
                    THERMAL_TIME,
                    SYNC_BOOST_TIME,
                    BOARD_LIMIT_TIME,
                    RELIABILITY_TIME -> NvmlCode.NOT_SUPPORTED.asReading();
            case MIG_MODE -> board.script().mig ? 1 : 0;
            case PERSISTENCE_MODE -> 1;
        };
    }

    @Override
    public void read(FieldBuffer fields) {
        NvmlCode refusal = board.called(generation);
        if (refusal != NvmlCode.SUCCESS) {
            fields.fail(refusal);
            return;
        }
        int scope = board.script().moduleOnly ? FieldBuffer.SCOPE_MODULE : FieldBuffer.SCOPE_GPU;
        for (int i = 0; i < fields.size(); i++) {
            fields.set(i, fields.scope() == scope ? field(fields.field(i)) : NvmlCode.NOT_SUPPORTED.asReading());
        }
    }

    /** The samples of the module are those of the one sensor there is. */
    @Override
    public void read(SampleBuffer samples, long afterMicros) {
        NvmlCode refusal = board.called(generation);
        boolean ofModule = samples.kind() == SampleBuffer.Kind.MODULE_POWER;
        if (refusal != NvmlCode.SUCCESS) {
            samples.fail(refusal);
        } else if (samples.kind() == SampleBuffer.Kind.PROCESSOR_CLOCK || ofModule != board.script().moduleOnly) {
            samples.fail(NvmlCode.NOT_SUPPORTED);
        } else {
            board.read(samples, afterMicros);
        }
    }

    private long field(Field field) {
        return switch (field) {
            case TOTAL_ENERGY, ENERGY -> board.counterMillijoules();
            case POWER_AVERAGE -> board.milliwatts(board.average);
            case POWER_INSTANT -> board.milliwatts(board.instant);
            case POWER_CAP_TIME -> board.throttledNanos(EventReason.SW_POWER_CAP);
            case SW_THERMAL_TIME -> board.throttledNanos(EventReason.SW_THERMAL);
            case THERMAL_TIME, HW_THERMAL_TIME -> board.throttledNanos(EventReason.HW_THERMAL);
            case POWER_BRAKE_TIME -> board.throttledNanos(EventReason.POWER_BRAKE);
            case SYNC_BOOST_TIME -> board.throttledNanos(EventReason.SYNC_BOOST);
            case BOARD_LIMIT_TIME, RELIABILITY_TIME -> 0;
        };
    }

    @Override
    public Answer<String> text(DeviceText which) {
        return answer(() -> switch (which) {
            case NAME -> board.script().name;
            case UUID -> board.script().uuid;
            case VBIOS -> board.script().vbios;
            case PCI_BUS_ID -> board.script().pciBusId;
        });
    }

    @Override
    public Answer<NvmlDevice> whole() {
        return Answer.of(this);
    }

    @Override
    public Answer<int[]> supportedClocks(ClockDomain domain) {
        return answer(() -> domain == ClockDomain.GPU ? new int[] {SM_CLOCK, 1200, 900} : new int[] {MEMORY_CLOCK});
    }

    @Override
    public Answer<int[]> computeProcesses() {
        return answer(() -> Stream.concat(
                        board.script().processes.stream(),
                        board.active(Kind.PROCESS).map(fault -> (int) fault.value()))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    @Override
    public Answer<ErrorWatch> watchErrors() {
        return answer(() -> new SimulatedErrors(board));
    }

    @Override
    public NvmlCode lockClock(ClockDomain domain, int minimum, int maximum) {
        return board.setLock(generation, domain + " " + minimum + " " + maximum);
    }

    @Override
    public NvmlCode unlockClock(ClockDomain domain) {
        return board.setLock(generation, domain + " unlocked");
    }

    private <T> Answer<T> answer(Supplier<T> value) {
        NvmlCode refusal = board.called(generation);
        return refusal == NvmlCode.SUCCESS ? Answer.of(value.get()) : Answer.refused(refusal);
    }
}
