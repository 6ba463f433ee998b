package macjoule.bench.energy.nvml;

/** One GPU. Readings are plain numbers, so that sampling allocates nothing. */
public interface NvmlDevice {
    /** The quantity, or minus the NVML code. */
    long read(Quantity quantity);

    /** Reads the fields into the buffer, each with its own code. */
    void read(FieldBuffer fields);

    /**
     * Reads the samples that the driver keeps, with one code for all.
     *
     * @param afterMicros the time of the last sample seen, or 0 for all there are
     */
    void read(SampleBuffer samples, long afterMicros);

    Answer<String> text(DeviceText which);

    /** The GPU that this is an instance of (MIG), or the device itself where it is a whole GPU. */
    Answer<NvmlDevice> whole();

    /** The processes that compute on this GPU. */
    Answer<int[]> computeProcesses();

    /** Begins to listen for errors, where the driver tells of them. */
    Answer<ErrorWatch> watchErrors();

    /** The frequencies in MHz that a clock can be held at, those of the GPU beside its memory's highest; highest first. */
    Answer<int[]> supportedClocks(ClockDomain domain);

    /** Holds a clock between two values in MHz. Needs the administrator's rights. */
    NvmlCode lockClock(ClockDomain domain, int minimum, int maximum);

    NvmlCode unlockClock(ClockDomain domain);
}
