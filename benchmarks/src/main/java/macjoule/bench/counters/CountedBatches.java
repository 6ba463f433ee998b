package macjoule.bench.counters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Has the cases counted, as many in one process as the time allows, since a profiler with its JVM and its context starts for seconds.
 * What a process with several of them did not count is tried once more, alone.
 */
final class CountedBatches {
    private static final String NO_TIME = "no time was left for its counters";

    private final NcuRun ncu;
    private final CounterSettings settings;
    private final CounterStore store;
    private final TimedKernels timed;
    private final Circumstances circumstances;
    private final Consumer<String> progress;
    private final LongSupplier nanoClock;
    private final long start;

    private final Pace pace = new Pace();
    private final Deque<Unit> open = new ArrayDeque<>();
    /** Cases that a process with others did not count, and why. */
    private final Map<Unit, String> failed = new HashMap<>();

    private int most = Pace.MOST;
    /** The first of several of which none was counted: if it is counted alone, the fault lies with counting several. */
    private @Nullable Unit suspect;

    CountedBatches(
            NcuRun ncu,
            CounterSettings settings,
            CounterStore store,
            TimedKernels timed,
            Circumstances circumstances,
            Consumer<String> progress,
            LongSupplier nanoClock) {
        this.ncu = ncu;
        this.settings = settings;
        this.store = store;
        this.timed = timed;
        this.circumstances = circumstances;
        this.progress = progress;
        this.nanoClock = nanoClock;
        start = nanoClock.getAsLong();
    }

    /** Reads those that are not on record yet. */
    void read(List<Unit> units) {
        units.stream().filter(unit -> !store.isRead(unit)).forEach(open::add);
        try {
            while (!open.isEmpty()) {
                List<Unit> batch = next();
                if (batch.isEmpty()) {
                    giveUp(NO_TIME);
                    return;
                }
                count(batch);
            }
        } catch (BlockedException e) {
            progress.accept(String.valueOf(e.getMessage()));
            giveUp(String.valueOf(e.getMessage()));
        }
    }

    private double secondsLeft() {
        return settings.altogether().toNanos() / 1e9 - (nanoClock.getAsLong() - start) / 1e9;
    }

    /** Stay open until their counters are kept, so that none is forgotten. */
    private List<Unit> next() {
        int fitting = Math.min(most, pace.fitting(secondsLeft()));
        List<Unit> batch = new ArrayList<>();
        for (Unit unit : open) {
            if (batch.size() == fitting || (failed.containsKey(unit) && !batch.isEmpty())) {
                break;
            }
            batch.add(unit);
            if (failed.containsKey(unit)) {
                break;
            }
        }
        return batch;
    }

    private void count(List<Unit> batch) {
        double left = secondsLeft();
        Limits limits = pace.limits(batch.size(), left, settings.perCase().toNanos() / 1e9);
        Reading reading = ncu.run(batch.stream().map(this::asTimed).toList(), limits);
        int counted = reading.launches().size();
        if (counted > 0) {
            pace.took(counted, left - secondsLeft());
        }
        for (int number = 0; number < batch.size(); number++) {
            Unit unit = batch.get(number);
            List<KernelLaunch> launches = reading.launches(number);
            if (launches != null) {
                keep(unit, launches);
            } else if (batch.size() == 1) {
                fail(unit, reading.reason(number));
            } else if (!reading.isLeftForLater(number)) {
                tryAgain(unit, reading, number);
            }
        }
        if (counted == 0 && batch.size() > 1) {
            suspect = batch.get(0);
        }
    }

    private CountedCase asTimed(Unit unit) {
        return new CountedCase(unit, timed.of(unit).map(TimedKernel::setting).orElse(null));
    }

    private void keep(Unit unit, List<KernelLaunch> launches) {
        List<String> notes = new ArrayList<>();
        List<String> unknown = ncu.unknownMetrics();
        if (!unknown.isEmpty()) {
            notes.add("the profiler knows no " + String.join(", ", unknown));
        }
        Optional<String> difference = timed.difference(
                unit, launches.stream().map(KernelLaunch::kernel).toList());
        difference.ifPresent(notes::add);
        List<CounterRecord> records = CaseCounters.of(unit, launches, circumstances, notes);
        store.put(unit, records);
        open.remove(unit);
        String asTimed = timed.of(unit).isPresent() ? ", " + difference.orElse("as timed") : "";
        progress.accept("counters of " + unit + ": kernels " + records.size() + asTimed);
        if (unit.equals(suspect)) {
            most = 1;
            progress.accept(
                    "counters: of several cases in one process none was counted; each has its own from here on");
        }
    }

    private void tryAgain(Unit unit, Reading reading, int number) {
        // What the end of all time cut short did not fail.
        if (secondsLeft() > 0 || reading.failures().containsKey(number)) {
            failed.put(unit, reading.reason(number));
            progress.accept("counters of " + unit + ": " + reading.reason(number) + "; to be tried again alone");
        }
    }

    private void fail(Unit unit, String reason) {
        boolean over = secondsLeft() <= 0;
        put(unit, over ? Status.UNAVAILABLE : Status.FAILED, over ? NO_TIME : reason);
        open.remove(unit);
        progress.accept("counters of " + unit + ": " + reason);
    }

    private void giveUp(String reason) {
        for (Unit unit : open) {
            String own = failed.get(unit);
            put(unit, own == null ? Status.UNAVAILABLE : Status.FAILED, own == null ? reason : own);
        }
        open.clear();
    }

    private void put(Unit unit, Status status, String reason) {
        store.put(
                unit,
                List.of(CounterRecord.without(unit, status, circumstances.tool(), circumstances.source(), reason)));
    }
}
