package macjoule.bench.energy.nvml;

/** A GPU that passes everything on to another one, to be overridden where it is to differ. */
public abstract class ForwardingDevice implements NvmlDevice {
    private final NvmlDevice device;

    protected ForwardingDevice(NvmlDevice device) {
        this.device = device;
    }

    @Override
    public long read(Quantity quantity) {
        return device.read(quantity);
    }

    @Override
    public void read(FieldBuffer fields) {
        device.read(fields);
    }

    @Override
    public void read(SampleBuffer samples, long afterMicros) {
        device.read(samples, afterMicros);
    }

    @Override
    public Answer<String> text(DeviceText which) {
        return device.text(which);
    }

    @Override
    public Answer<NvmlDevice> whole() {
        return device.whole();
    }

    @Override
    public Answer<int[]> supportedClocks(ClockDomain domain) {
        return device.supportedClocks(domain);
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
