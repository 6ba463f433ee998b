package macjoule.bench.energy.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.nvml.SampleBuffer;
import macjoule.model.BadInputException;

/** A recording that answers as the GPU did, at the same times on its clock. What was not recorded is not supported. */
public final class ReplayedNvml implements Nvml, NvmlDevice {
    private static final String UUID = "GPU-replayed";

    private final Map<String, NavigableMap<Long, Long>> channels;
    private final NanoClock clock;
    private final long origin;

    private ReplayedNvml(Map<String, NavigableMap<Long, Long>> channels, NanoClock clock) {
        this.channels = channels;
        this.clock = clock;
        this.origin = clock.nanos();
    }

    /** Reads a recording, to be played from now on. */
    public static ReplayedNvml read(Path file, NanoClock clock) {
        Map<String, NavigableMap<Long, Long>> channels = new HashMap<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                String[] cells = line.split(",", -1);
                if (cells.length != 3) {
                    throw new NumberFormatException(cells.length + " cells");
                }
                channels.computeIfAbsent(cells[1], channel -> new TreeMap<>())
                        .put(Long.parseLong(cells[0]), Long.parseLong(cells[2]));
            }
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    "not a line of nanos,channel,reading (" + e.getMessage() + ")",
                    file + " line " + number,
                    "give a recording as it was written");
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot be read (" + e.getClass().getSimpleName() + ")", file.toString(), "check the path");
        }
        return new ReplayedNvml(channels, clock);
    }

    @Override
    public NvmlCode start() {
        return NvmlCode.SUCCESS;
    }

    @Override
    public Answer<String> driverVersion() {
        return Answer.of("replayed");
    }

    @Override
    public Answer<String> libraryVersion() {
        return Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public Answer<String> cudaVersion() {
        return Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public Answer<List<NvmlDevice>> devices() {
        return Answer.of(List.of(this));
    }

    @Override
    public Answer<NvmlDevice> deviceByUuid(String uuid) {
        return Answer.of(this);
    }

    @Override
    public Answer<NvmlDevice> deviceByPciBusId(String busId) {
        return Answer.of(this);
    }

    @Override
    public Provenance provenance() {
        return Provenance.REPLAYED;
    }

    @Override
    public void close() {}

    @Override
    public long read(Quantity quantity) {
        return at(Channel.of(quantity));
    }

    @Override
    public void read(FieldBuffer fields) {
        for (int i = 0; i < fields.size(); i++) {
            fields.set(i, at(Channel.of(fields.scope(), fields.field(i))));
        }
    }

    @Override
    public void read(SampleBuffer samples, long afterMicros) {
        samples.fail(NvmlCode.NOT_SUPPORTED);
    }

    /** A reading stands until the next, and the first one stood before it was made. */
    private long at(String channel) {
        NavigableMap<Long, Long> readings = channels.get(channel);
        if (readings == null) {
            return NvmlCode.NOT_SUPPORTED.asReading();
        }
        Map.Entry<Long, Long> entry = readings.floorEntry(clock.nanos() - origin);
        return entry == null ? readings.firstEntry().getValue() : entry.getValue();
    }

    @Override
    public Answer<String> text(DeviceText which) {
        return which == DeviceText.UUID ? Answer.of(UUID) : Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public Answer<NvmlDevice> whole() {
        return Answer.of(this);
    }

    @Override
    public Answer<int[]> supportedClocks(ClockDomain domain) {
        return Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public Answer<int[]> computeProcesses() {
        return Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public Answer<ErrorWatch> watchErrors() {
        return Answer.refused(NvmlCode.NOT_SUPPORTED);
    }

    @Override
    public NvmlCode lockClock(ClockDomain domain, int minimum, int maximum) {
        return NvmlCode.NOT_SUPPORTED;
    }

    @Override
    public NvmlCode unlockClock(ClockDomain domain) {
        return NvmlCode.NOT_SUPPORTED;
    }
}
