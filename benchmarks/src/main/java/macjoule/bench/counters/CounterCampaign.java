package macjoule.bench.counters;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import macjoule.bench.doctor.NsightCompute;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;

/** Reads the counters of all layers of a run that were measured on a GPU, some at a time, and keeps them as they come. */
public final class CounterCampaign {
    private static final String CPU = "cpu";

    private final NsightCompute ncu;
    private final CounterSettings settings;
    private final Consumer<String> progress;
    private final LongSupplier nanoClock;

    /**
     * @param progress gets a line about each step
     */
    public CounterCampaign(NsightCompute ncu, CounterSettings settings, Consumer<String> progress) {
        this(ncu, settings, progress, System::nanoTime);
    }

    CounterCampaign(NsightCompute ncu, CounterSettings settings, Consumer<String> progress, LongSupplier nanoClock) {
        this.ncu = ncu;
        this.settings = settings;
        this.progress = progress;
        this.nanoClock = nanoClock;
    }

    /** The layers of a plan whose engine computes on a GPU. A network launches hundreds of kernels, which its layers tell better. */
    public static List<Unit> countable(Plan plan) {
        return plan.units().stream()
                .filter(unit -> plan.find(unit.key())
                        .filter(one -> one.kind() == Kind.LAYER)
                        .isPresent())
                .filter(unit -> plan.engine(unit.engine())
                        .filter(engine -> !engine.device().equals(CPU))
                        .isPresent())
                .toList();
    }

    /**
     * Reads what is not on record yet.
     *
     * @param directory the run directory
     * @return the counters of the run
     */
    public List<CounterRecord> run(Path directory, Plan plan) {
        Circumstances circumstances = new Circumstances(
                "ncu " + ncu.version(),
                Origin.MEASURED,
                settings.caches().id(),
                settings.clocks().id());
        NcuRun run = new NcuRun(ncu.program(), settings, plan, directory);
        new CountedBatches(
                        run,
                        settings,
                        CounterStore.of(directory),
                        TimedKernels.of(directory),
                        circumstances,
                        progress,
                        nanoClock)
                .read(countable(plan));
        return CountersFile.isIn(directory) ? CountersFile.read(directory) : List.of();
    }
}
