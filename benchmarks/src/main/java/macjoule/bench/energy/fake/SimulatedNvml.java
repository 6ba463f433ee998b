package macjoule.bench.energy.fake;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;

/** NVML as a script says it is. */
public final class SimulatedNvml implements Nvml {
    private final String driver;
    private final List<SimulatedBoard> boards;
    private boolean started;
    private int starts;

    /**
     * @param clock the clock that the simulation lives by, wall or virtual
     */
    public SimulatedNvml(String driver, List<GpuScript> gpus, NanoClock clock) {
        this.driver = driver;
        this.boards = gpus.stream().map(gpu -> new SimulatedBoard(gpu, clock)).toList();
    }

    /** The simulated GPUs themselves, to load them and to learn the truth. */
    public List<SimulatedBoard> boards() {
        return boards;
    }

    /** How often NVML was started or tried to be. */
    public int starts() {
        return starts;
    }

    @Override
    public NvmlCode start() {
        starts++;
        if (starts > 1) {
            boards.forEach(SimulatedBoard::restarted);
        }
        NvmlCode code = boards.stream()
                .map(board -> board.refusal(Kind.REFUSE_START))
                .filter(refusal -> refusal != NvmlCode.SUCCESS)
                .findFirst()
                .orElse(NvmlCode.SUCCESS);
        started = code == NvmlCode.SUCCESS;
        return code;
    }

    @Override
    public Answer<String> driverVersion() {
        return started ? Answer.of(driver) : Answer.refused(NvmlCode.UNINITIALIZED);
    }

    @Override
    public Answer<String> libraryVersion() {
        return driverVersion();
    }

    @Override
    public Answer<String> cudaVersion() {
        return Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public Answer<List<NvmlDevice>> devices() {
        return started
                ? Answer.of(boards.stream().<NvmlDevice>map(SimulatedGpu::new).toList())
                : Answer.refused(NvmlCode.UNINITIALIZED);
    }

    @Override
    public Answer<NvmlDevice> deviceByUuid(String uuid) {
        return uuid.startsWith("MIG-")
                ? find(script -> script.mig).then(whole -> Answer.of(new SimulatedInstance(whole)))
                : find(script -> script.uuid.equalsIgnoreCase(uuid));
    }

    @Override
    public Answer<NvmlDevice> deviceByPciBusId(String busId) {
        return find(script -> script.pciBusId.equalsIgnoreCase(busId));
    }

    private Answer<NvmlDevice> find(Predicate<GpuScript> wanted) {
        if (!started) {
            return Answer.refused(NvmlCode.UNINITIALIZED);
        }
        Stream<SimulatedBoard> found = boards.stream().filter(board -> wanted.test(board.script()));
        return found.findFirst()
                .<Answer<NvmlDevice>>map(board -> Answer.of(new SimulatedGpu(board)))
                .orElse(Answer.refused(NvmlCode.NOT_FOUND));
    }

    @Override
    public Provenance provenance() {
        return Provenance.SIMULATED;
    }

    @Override
    public void close() {
        started = false;
    }
}
