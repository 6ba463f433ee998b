package macjoule.bench.energy.passport;

import java.util.EnumMap;
import java.util.Map;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.PowerLoad;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.nvml.Gauge;

/** Plays load against time and watches what the gauges make of it. */
final class Stage {
    /** The load that should apply, by the seconds since the act began. */
    @FunctionalInterface
    interface Schedule {
        double level(double seconds);
    }

    private final NanoClock clock;
    private final PowerLoad load;
    private final Map<Source, Gauge> gauges;
    private final LoadLog log = new LoadLog();
    private final long origin;
    private final long pollNanos;

    Stage(NanoClock clock, PowerLoad load, Map<Source, Gauge> gauges, long pollNanos) {
        this.clock = clock;
        this.load = load;
        this.gauges = gauges;
        this.origin = clock.nanos();
        this.pollNanos = pollNanos;
        set(0);
    }

    LoadLog log() {
        return log;
    }

    double now() {
        return (clock.nanos() - origin) / 1e9;
    }

    private void set(double level) {
        if (level != log.lastLevel()) {
            load.set(level);
            log.add(now(), level);
        }
    }

    /** Holds one load without looking. */
    void hold(double level, double seconds) {
        set(level);
        clock.pause(Math.round(seconds * 1e9));
    }

    /** Plays a schedule and records every change of every gauge. */
    Map<Source, Recording> watch(double seconds, Schedule schedule) {
        Map<Source, Watched> watched = new EnumMap<>(Source.class);
        gauges.forEach((source, gauge) -> watched.put(source, new Watched(gauge)));
        double start = now();
        for (double elapsed = 0; elapsed < seconds; elapsed = now() - start) {
            set(schedule.level(elapsed));
            watched.values().forEach(Watched::look);
            clock.pause(pollNanos);
        }
        Map<Source, Recording> recordings = new EnumMap<>(Source.class);
        watched.forEach((source, watch) -> recordings.put(source, watch.recording));
        return recordings;
    }

    /** One gauge under watch. A change happened somewhere between the reading before it and the one that shows it. */
    private final class Watched {
        private final Gauge gauge;
        private final Recording recording = new Recording();
        private long before = -1;
        private double beforeSecond;

        private Watched(Gauge gauge) {
            this.gauge = gauge;
        }

        private void look() {
            long reading = gauge.read();
            double second = now();
            if (reading >= 0 && recording.size() == 0 && before < 0) {
                recording.start(second, reading / 1e3);
            }
            if (reading >= 0 && before >= 0 && reading != before) {
                recording.add((beforeSecond + second) / 2, reading / 1e3);
            }
            before = reading;
            beforeSecond = second;
        }
    }
}
