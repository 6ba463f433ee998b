package macjoule.bench.energy.nvml;

/** The texts NVML gives of a device. */
public enum DeviceText {
    NAME,
    UUID,
    VBIOS,
    PCI_BUS_ID
}
