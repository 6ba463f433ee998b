package macjoule.bench.energy.window;

import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SourceTraits;
import org.jspecify.annotations.Nullable;

/**
 * Measures windows of one GPU's energy: begin, poll often, end. Sampling allocates nothing. A sensor that fails spoils
 * the window it fails in and is started anew once; after that there is no energy for the rest of the run, and the
 * results made before stay what they are.
 */
public final class GpuMeter implements AutoCloseable {
    private static final double POLL_SECONDS = 0.002;
    private static final int READINGS_PER_SECOND = 20;

    private final Nvml nvml;
    private final String gpu;
    private final PassportStore passports;
    private final Neighbours neighbours;
    private final NanoClock clock;

    private @Nullable Sensors sensors;
    private @Nullable Energy absence;
    private @Nullable Window window;
    private boolean restarted;

    /**
     * Looks for the GPU. That there is none shows in {@link #absence}.
     *
     * @param gpu a UUID, a PCI bus id, or empty for the only GPU there is
     */
    public GpuMeter(Nvml nvml, String gpu, PassportStore passports, Neighbours neighbours, NanoClock clock) {
        this.nvml = nvml;
        this.gpu = gpu;
        this.passports = passports;
        this.neighbours = neighbours;
        this.clock = clock;
        find();
    }

    private void find() {
        Sensors.Found found = Sensors.find(nvml, gpu, passports);
        sensors = found.sensors();
        absence = found.absence();
    }

    /** Why there is no energy to be had, or null while there is. */
    public synchronized @Nullable Energy absence() {
        return absence;
    }

    /** The UUID of the GPU that is measured, or null without one. */
    public synchronized @Nullable String uuid() {
        return sensors == null ? null : sensors.key().uuid();
    }

    public synchronized void begin() {
        window = sensors == null ? null : new Window(sensors, neighbours, nvml.provenance(), clock);
    }

    /** Takes one sample. */
    public synchronized void poll() {
        if (window != null) {
            window.poll();
        }
    }

    public synchronized WindowReport end() {
        if (absence != null) {
            return WindowReport.without(absence);
        }
        if (window == null) {
            throw new IllegalStateException("no window was begun");
        }
        Window ended = window;
        window = null;
        NvmlCode failure = ended.failure();
        if (failure != NvmlCode.SUCCESS) {
            return WindowReport.without(recover(failure, ended.condemnation()));
        }
        WindowReport report = ended.end();
        if (ended.failure() != NvmlCode.SUCCESS) {
            return WindowReport.without(recover(ended.failure(), ended.condemnation()));
        }
        if (report.energy() instanceof Energy.Invalid invalid && invalid.cause() == Energy.Cause.COUNTER_RESET) {
            // The driver was loaded anew: handles are stale and the card may have another passport now.
            restart(NvmlCode.UNINITIALIZED);
        }
        return report;
    }

    /** Whether there is work that hides from the sensor. */
    public synchronized boolean isStratified() {
        return sensors != null && sensors.choice() != null && sensors.choice().stratify();
    }

    /** Whether work that repeats this often hides from the sensor, however long the window. */
    public synchronized boolean isBlindTo(double operationSeconds, double windowSeconds) {
        return sensors != null && sensors.isBlindTo(operationSeconds, windowSeconds);
    }

    /** Whether the GPU itself is gone, and not only its sensor. */
    public synchronized boolean isGpuLost() {
        return absence instanceof Energy.Unavailable unavailable
                && unavailable.code() != null
                && NvmlCode.of(unavailable.code()).isDeviceGone();
    }

    /** Measures one window while something else keeps the work running. */
    public WindowReport measure(double seconds, double pollSeconds) {
        begin();
        long end = clock.nanos() + Math.round(seconds * 1e9);
        while (clock.nanos() < end) {
            poll();
            clock.pause(Math.round(pollSeconds * 1e9));
        }
        poll();
        return end();
    }

    /**
     * Measures work that hides from the sensor, in blocks at spread phases of it.
     *
     * @param operation how long one repetition takes in seconds
     * @param seconds over how long at least
     */
    public synchronized WindowReport measureInBlocks(StratifiedBlocks.Work work, double operation, double seconds) {
        if (sensors == null || absence != null) {
            return end();
        }
        Gauge power = sensors.power();
        SourceTraits traits = sensors.traits(sensors.powerSource());
        if (power == null || traits == null) {
            throw new IllegalStateException("blocks need a power reading that was characterised");
        }
        Window around = new Window(sensors, neighbours, nvml.provenance(), clock);
        StratifiedBlocks.Result blocks =
                new StratifiedBlocks(around.watching(power), traits, clock).measure(work, operation, seconds);
        WindowReport report = around.end(blocks);
        NvmlCode failure = around.failure() == NvmlCode.SUCCESS && blocks.code() != NvmlCode.NO_DATA
                ? blocks.code()
                : around.failure();
        return failure == NvmlCode.SUCCESS ? report : WindowReport.without(recover(failure, around.condemnation()));
    }

    /**
     * Does without the sensor from now on, or begins anew with it.
     *
     * @param reported what the driver said of the GPU, if it was that and not a code
     */
    private Energy recover(NvmlCode failure, @Nullable String reported) {
        if (failure.isDeviceGone() || !failure.isConnectionLost()) {
            absence = new Energy.Unavailable(reported == null ? failure.meaning() : reported, failure.number());
            sensors = null;
        } else {
            restart(failure);
        }
        return new Energy.Invalid(
                Energy.Cause.DEVICE_FAILED,
                reported == null ? failure.meaning() + " (NVML code " + failure.number() + ")" : reported);
    }

    /** Once and no more: a driver that goes away twice is not to be relied on in this run. */
    private void restart(NvmlCode failure) {
        if (restarted) {
            absence = new Energy.Unavailable("the sensor failed again: " + failure.meaning(), failure.number());
            sensors = null;
            return;
        }
        restarted = true;
        closeSensors();
        nvml.close();
        find();
    }

    private void closeSensors() {
        if (sensors != null) {
            sensors.close();
        }
    }

    /**
     * The mean power of the second that begins now in watts, or NaN: by the source that windows are measured with, so that both can be
     * subtracted from one another, or by readings of power where that tells nothing of so short a time.
     */
    double secondOfWatts() {
        if (counterLeads() && measure(1, POLL_SECONDS).energy() instanceof Energy.Measured measured) {
            return measured.watts();
        }
        double sum = 0;
        int readings = 0;
        for (int i = 0; i < READINGS_PER_SECOND; i++) {
            double watts = watts();
            sum += Double.isNaN(watts) ? 0 : watts;
            readings += Double.isNaN(watts) ? 0 : 1;
            clock.pause(1_000_000_000L / READINGS_PER_SECOND);
        }
        return readings == 0 ? Double.NaN : sum / readings;
    }

    private synchronized boolean counterLeads() {
        return sensors != null && sensors.counterLeads();
    }

    /** Power now in watts, as an external meter would have shown it if the source was held against one; or NaN. */
    public synchronized double watts() {
        Gauge power = sensors == null ? null : sensors.power();
        long milliwatts = power == null ? -1 : power.read();
        if (sensors == null || milliwatts < 0) {
            return Double.NaN;
        }
        MeterFit meter = sensors.meter(sensors.powerSource());
        return meter == null ? milliwatts / 1e3 : meter.corrected(milliwatts / 1e3);
    }

    /** Degrees Celsius, the performance state and the like, or minus the NVML code. */
    public synchronized long read(Quantity quantity) {
        return sensors == null
                ? NvmlCode.UNINITIALIZED.asReading()
                : sensors.device().read(quantity);
    }

    @Override
    public synchronized void close() {
        closeSensors();
        nvml.close();
    }
}
