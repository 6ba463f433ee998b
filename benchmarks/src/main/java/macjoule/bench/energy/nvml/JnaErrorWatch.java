package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** An event set of the real library with one GPU in it. */
final class JnaErrorWatch implements ErrorWatch {
    private static final long XID = 0x8;

    /** Layout of nvmlEventData_t. */
    private static final int EVENT_BYTES = 32;

    private static final int EVENT_TYPE = 8;
    private static final int EVENT_DATA = 16;

    private final NativeCalls calls;
    private final Pointer set;
    private final Memory event = new Memory(EVENT_BYTES);

    private JnaErrorWatch(NativeCalls calls, Pointer set) {
        this.calls = calls;
        this.set = set;
    }

    static Answer<ErrorWatch> open(NativeCalls calls, long device) {
        try (Memory address = new Memory(Long.BYTES)) {
            address.clear();
            NvmlCode code = calls.code(calls.call("nvmlEventSetCreate", address));
            if (code != NvmlCode.SUCCESS) {
                return Answer.refused(code);
            }
            JnaErrorWatch watch = new JnaErrorWatch(calls, address.getPointer(0));
            code = calls.code(calls.call("nvmlDeviceRegisterEvents", device, XID, watch.set));
            if (code != NvmlCode.SUCCESS) {
                watch.close();
                return Answer.refused(code);
            }
            return Answer.of(watch);
        }
    }

    @Override
    public long next() {
        event.clear();
        NvmlCode code = calls.code(calls.call("nvmlEventSetWait_v2", set, event, 0));
        if (code == NvmlCode.TIMEOUT) {
            return 0;
        }
        if (code != NvmlCode.SUCCESS) {
            return code.asReading();
        }
        return event.getLong(EVENT_TYPE) == XID ? event.getLong(EVENT_DATA) : 0;
    }

    @Override
    public void close() {
        calls.call("nvmlEventSetFree", set);
    }
}
