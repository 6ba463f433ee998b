package macjoule.bench.energy.nvml;

import java.util.List;

/** Finds a GPU by what identifies it. Never by its index, on which CUDA and NVML need not agree. */
public final class DeviceFinder {
    private DeviceFinder() {}

    /**
     * Finds a GPU, or the only one. For an instance of a divided GPU (MIG) that is the GPU it is a part of.
     *
     * @param name a UUID, a PCI bus id, or empty for the only GPU there is
     */
    public static Answer<NvmlDevice> find(Nvml nvml, String name) {
        if (name.isEmpty()) {
            return nvml.devices().then(DeviceFinder::only);
        }
        if (isInstance(name)) {
            return nvml.deviceByUuid(name).then(NvmlDevice::whole);
        }
        if (name.startsWith("GPU-")) {
            return nvml.deviceByUuid(name).then(device -> confirm(device, name));
        }
        return nvml.deviceByPciBusId(name).then(device -> backAndForth(nvml, device));
    }

    /** Whether a name is that of an instance, whose joules nobody can tell from those of its neighbours. */
    public static boolean isInstance(String name) {
        return name.startsWith("MIG-");
    }

    private static Answer<NvmlDevice> only(List<NvmlDevice> devices) {
        return devices.size() == 1
                ? Answer.of(devices.get(0))
                : Answer.refused(devices.isEmpty() ? NvmlCode.GPU_NOT_FOUND : NvmlCode.INVALID_ARGUMENT);
    }

    /** The device found by bus id must be the one that its own UUID leads to. */
    private static Answer<NvmlDevice> backAndForth(Nvml nvml, NvmlDevice device) {
        return device.text(DeviceText.UUID)
                .then(nvml::deviceByUuid)
                .then(same ->
                        busId(same).equals(busId(device)) ? Answer.of(device) : Answer.refused(NvmlCode.NOT_FOUND));
    }

    private static Answer<String> busId(NvmlDevice device) {
        return device.text(DeviceText.PCI_BUS_ID);
    }

    private static Answer<NvmlDevice> confirm(NvmlDevice device, String uuid) {
        return device.text(DeviceText.UUID)
                .then(found -> found.equalsIgnoreCase(uuid) ? Answer.of(device) : Answer.refused(NvmlCode.NOT_FOUND));
    }
}
