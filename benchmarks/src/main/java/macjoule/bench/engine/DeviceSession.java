package macjoule.bench.engine;

import java.util.List;

/** A session on a device that takes time itself. */
public interface DeviceSession extends Session {

    /**
     * Computes the workload so many times, one right after the other, and waits for the last.
     *
     * @return the seconds from the start of the first to the end of the last, by the device's own clock
     */
    double time(int operations);

    /**
     * The same with the device's last cache emptied before each.
     *
     * @return the seconds that the operations took alone, by the device's own clock
     */
    double timeCold(int operations);

    /**
     * The result of one image of the last run, ordered by channel, row and column. Waits for it.
     *
     * @param index of the image in the batch
     */
    float[] output(int index);

    /** What computes each layer, one line each, for the record. */
    List<String> kernels();
}
