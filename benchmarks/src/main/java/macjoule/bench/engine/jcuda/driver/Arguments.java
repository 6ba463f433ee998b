package macjoule.bench.engine.jcuda.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** The arguments of a kernel in the order of its parameters. They are laid out once, so that starting a kernel copies nothing. */
public final class Arguments {
    private final List<NativePointerObject> arguments = new ArrayList<>();

    /** The address of a piece of memory. */
    public Arguments memory(DeviceMemory memory) {
        arguments.add(Pointer.to(memory.pointer()));
        return this;
    }

    /** A null pointer, for what a kernel can do without. */
    public Arguments none() {
        arguments.add(Pointer.to(new CUdeviceptr()));
        return this;
    }

    /** A struct of words of four bytes, passed by value. */
    public Arguments struct(int... words) {
        ByteBuffer struct =
                ByteBuffer.allocateDirect(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        struct.asIntBuffer().put(words);
        arguments.add(Pointer.to(struct));
        return this;
    }

    Pointer pointer() {
        return Pointer.to(arguments.toArray(NativePointerObject[]::new));
    }
}
