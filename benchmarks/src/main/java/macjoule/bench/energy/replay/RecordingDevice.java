package macjoule.bench.energy.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/**
 * A GPU whose readings are written down as they are made, one line {@code nanos,channel,reading} for each that differs
 * from the one before. It allocates, so it is for making recordings and not for measuring.
 */
public final class RecordingDevice implements NvmlDevice {
    private final NvmlDevice device;
    private final NanoClock clock;
    private final Appendable out;
    private final Map<String, Long> last = new HashMap<>();
    private final long origin;

    public RecordingDevice(NvmlDevice device, NanoClock clock, Appendable out) {
        this.device = device;
        this.clock = clock;
        this.out = out;
        this.origin = clock.nanos();
    }

    @Override
    public long read(Quantity quantity) {
        long reading = device.read(quantity);
        note(Channel.of(quantity), reading);
        return reading;
    }

    @Override
    public void read(FieldBuffer fields) {
        device.read(fields);
        for (int i = 0; i < fields.size(); i++) {
            note(Channel.of(fields.scope(), fields.field(i)), fields.reading(i));
        }
    }

    private void note(String channel, long reading) {
        Long before = last.put(channel, reading);
        if (before != null && before == reading) {
            return;
        }
        try {
            out.append(Long.toString(clock.nanos() - origin))
                    .append(',')
                    .append(channel)
                    .append(',')
                    .append(Long.toString(reading))
                    .append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be written", e);
        }
    }

    @Override
    public Answer<String> text(DeviceText which) {
        return device.text(which);
    }

    @Override
    public Answer<int[]> computeProcesses() {
        return device.computeProcesses();
    }

    @Override
    public Answer<ErrorWatch> watchErrors() {
        return device.watchErrors();
    }

    @Override
    public NvmlCode lockClock(ClockDomain domain, int minimum, int maximum) {
        return device.lockClock(domain, minimum, maximum);
    }

    @Override
    public NvmlCode unlockClock(ClockDomain domain) {
        return device.unlockClock(domain);
    }
}
