package macjoule.bench.energy.nvml;

import java.util.Arrays;

/** Fields to read in one call. It is filled in place, over and over, so that sampling allocates nothing. */
public final class FieldBuffer {
    /** The whole GPU. */
    public static final int SCOPE_GPU = 0;
    /** GPU and CPU together, on boards that have both. */
    public static final int SCOPE_MODULE = 1;

    private final Field[] fields;
    private final int scope;
    private final long[] readings;

    public FieldBuffer(int scope, Field... fields) {
        this.fields = fields.clone();
        this.scope = scope;
        this.readings = new long[fields.length];
        fail(NvmlCode.NO_DATA);
    }

    public int size() {
        return fields.length;
    }

    public Field field(int index) {
        return fields[index];
    }

    public int scope() {
        return scope;
    }

    /** The value, or minus the NVML code of this one field. */
    public long reading(int index) {
        return readings[index];
    }

    /** Stores a value, or minus the NVML code of this one field. */
    public void set(int index, long reading) {
        readings[index] = reading;
    }

    /** Marks all fields as refused. */
    public void fail(NvmlCode code) {
        Arrays.fill(readings, code.asReading());
    }
}
