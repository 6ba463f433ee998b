package macjoule.bench.energy.nvml;

/**
 * The samples that a driver keeps of one quantity, at more of them than single readings show. Filled in place, over and
 * over, so that taking a trace allocates nothing.
 */
public final class SampleBuffer {
    /** What samples can be of. */
    public enum Kind {
        /** Milliwatts of the whole GPU. */
        TOTAL_POWER(0),
        /** MHz of the multiprocessors. */
        PROCESSOR_CLOCK(5),
        /** Milliwatts of GPU and CPU together, on boards that have both. */
        MODULE_POWER(7);

        private final int type;

        Kind(int type) {
            this.type = type;
        }

        /** The number of NVML's sampling type. */
        public int type() {
            return type;
        }
    }

    private final Kind kind;
    private final long[] micros;
    private final long[] values;
    private int size;
    private NvmlCode code = NvmlCode.NO_DATA;

    /**
     * @param capacity how many samples one reading can take; the oldest are kept where there are more
     */
    public SampleBuffer(Kind kind, int capacity) {
        this.kind = kind;
        micros = new long[capacity];
        values = new long[capacity];
    }

    public Kind kind() {
        return kind;
    }

    public int size() {
        return size;
    }

    /** What the last reading came to; not found where there was no new sample. */
    public NvmlCode code() {
        return code;
    }

    /** When a sample was taken, in microseconds since 1970: fit to order samples and to tell their distance, no more. */
    public long micros(int index) {
        return micros[index];
    }

    public long value(int index) {
        return values[index];
    }

    /** Begins a new reading. */
    public void clear() {
        size = 0;
        code = NvmlCode.SUCCESS;
    }

    /** Adds a sample; what does not fit is left. */
    public void add(long sampleMicros, long value) {
        if (size < micros.length) {
            micros[size] = sampleMicros;
            values[size++] = value;
        }
    }

    /** Marks the reading as refused. */
    public void fail(NvmlCode refusal) {
        size = 0;
        code = refusal;
    }
}
