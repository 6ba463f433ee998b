package macjoule.bench.energy.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.ForwardingDevice;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/**
 * A GPU whose readings are written down as they are made, one line {@code nanos,channel,reading} for each that differs
 * from the one before. It allocates, so it is for making recordings and not for measuring.
 */
public final class RecordingDevice extends ForwardingDevice {
    private final NanoClock clock;
    private final Appendable out;
    private final Map<String, Long> last = new HashMap<>();
    private final long origin;

    public RecordingDevice(NvmlDevice device, NanoClock clock, Appendable out) {
        super(device);
        this.clock = clock;
        this.out = out;
        this.origin = clock.nanos();
    }

    @Override
    public long read(Quantity quantity) {
        long reading = super.read(quantity);
        note(Channel.of(quantity), reading);
        return reading;
    }

    @Override
    public void read(FieldBuffer fields) {
        super.read(fields);
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
}
