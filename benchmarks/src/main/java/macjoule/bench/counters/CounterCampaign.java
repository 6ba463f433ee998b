package macjoule.bench.counters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import macjoule.bench.doctor.NsightCompute;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;

/** Reads the counters of all layers of a run that were measured on a GPU, one after the other, and keeps each as it comes. */
public final class CounterCampaign {
    private static final String CPU = "cpu";
    private static final String NO_TIME = "no time was left for its counters";

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
        CounterStore store = CounterStore.of(directory);
        Circumstances circumstances = new Circumstances(
                "ncu " + ncu.version(),
                Origin.MEASURED,
                settings.caches().id(),
                settings.clocks().id());
        NcuRun run = new NcuRun(ncu.program(), settings, plan, directory);
        List<Unit> units = countable(plan);
        long start = nanoClock.getAsLong();
        Optional<String> blocked = Optional.empty();
        for (Unit unit : units) {
            if (store.isRead(unit)) {
                continue;
            }
            Duration left = settings.altogether().minusNanos(nanoClock.getAsLong() - start);
            if (blocked.isEmpty() && (left.isNegative() || left.isZero())) {
                blocked = Optional.of(NO_TIME);
            }
            if (blocked.isPresent()) {
                store.put(unit, without(unit, Status.UNAVAILABLE, circumstances, blocked.get()));
                continue;
            }
            try {
                store.put(unit, read(unit, run, shorter(left, settings.perCase()), circumstances));
            } catch (NcuException e) {
                progress.accept("counters of " + unit + ": " + e.getMessage());
                // What the end of all time cut short did not fail.
                boolean over =
                        nanoClock.getAsLong() - start >= settings.altogether().toNanos();
                store.put(
                        unit,
                        over
                                ? without(unit, Status.UNAVAILABLE, circumstances, NO_TIME)
                                : without(unit, Status.FAILED, circumstances, String.valueOf(e.getMessage())));
            } catch (BlockedException e) {
                blocked = Optional.of(String.valueOf(e.getMessage()));
                store.put(unit, without(unit, Status.UNAVAILABLE, circumstances, blocked.get()));
                progress.accept(blocked.get());
            }
        }
        return CountersFile.isIn(directory) ? CountersFile.read(directory) : List.of();
    }

    private List<CounterRecord> read(Unit unit, NcuRun run, Duration limit, Circumstances circumstances)
            throws NcuException {
        List<CounterRecord> records = CaseCounters.of(unit, run.run(unit, limit), circumstances);
        progress.accept("counters of " + unit + ": kernels " + records.size());
        return records;
    }

    private static List<CounterRecord> without(Unit unit, Status status, Circumstances circumstances, String reason) {
        return List.of(CounterRecord.without(unit, status, circumstances.tool(), circumstances.source(), reason));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
