package macjoule.bench.engine.jcuda.driver;

import java.util.Objects;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** A piece of a GPU's memory. */
public final class DeviceMemory implements AutoCloseable {
    private final DevicePointer pointer;
    private final long bytes;
    private final boolean owned;
    private boolean closed;

    DeviceMemory(DevicePointer pointer, long bytes) {
        this(pointer, bytes, true);
    }

    private DeviceMemory(DevicePointer pointer, long bytes, boolean owned) {
        this.pointer = pointer;
        this.bytes = bytes;
        this.owned = owned;
    }

    /** A part of it, to be used as long as the whole is there. */
    public DeviceMemory part(long from, long length) {
        pointer();
        Objects.checkFromIndexSize(from, length, bytes);
        return new DeviceMemory(pointer.plus(from), length, false);
    }

    public long bytes() {
        return bytes;
    }

    CUdeviceptr pointer() {
        if (closed) {
            throw new IllegalStateException("memory of the GPU used after it was freed");
        }
        return pointer;
    }

    /** Where it is on the device, for libraries that work on it as well. */
    public long address() {
        pointer();
        return pointer.address();
    }

    public void write(float[] values) {
        copyIn(Pointer.to(values), (long) values.length * Float.BYTES);
    }

    public void write(short[] values) {
        copyIn(Pointer.to(values), (long) values.length * Short.BYTES);
    }

    public void write(int[] values) {
        copyIn(Pointer.to(values), (long) values.length * Integer.BYTES);
    }

    private void copyIn(Pointer source, long length) {
        requireRoom(length);
        Status.check(JCudaDriver.cuMemcpyHtoD(pointer(), source, length), "copying " + length + " bytes to the GPU");
    }

    /** Waits for what was started before. */
    public void read(float[] values) {
        copyOut(Pointer.to(values), (long) values.length * Float.BYTES);
    }

    public void read(long[] values) {
        copyOut(Pointer.to(values), (long) values.length * Long.BYTES);
    }

    public void read(short[] values) {
        copyOut(Pointer.to(values), (long) values.length * Short.BYTES);
    }

    private void copyOut(Pointer target, long length) {
        requireRoom(length);
        Status.check(JCudaDriver.cuMemcpyDtoH(target, pointer(), length), "copying " + length + " bytes from the GPU");
    }

    private void requireRoom(long length) {
        if (length > bytes) {
            throw new IllegalArgumentException(length + " bytes do not fit into " + bytes);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            // Best effort: after a lost context nothing can be freed, and that error has been told.
            if (owned) {
                JCudaDriver.cuMemFree(pointer);
            }
            closed = true;
        }
    }
}
