package macjoule.bench.doctor;

import java.util.List;
import java.util.Optional;
import macjoule.bench.doctor.Tier.Status;

/** How far NVIDIA GPUs of a host can be reached: the chain from the card to the libraries, ended by its first broken link. */
final class Nvidia {
    private static final String VENDOR = "0x10de";
    private static final String VERSION = "/proc/driver/nvidia/version";
    private static final String CONTROL = "/dev/nvidiactl";
    private static final String WSL = "/dev/dxg";

    private final HostFiles files;

    Nvidia(HostFiles files) {
        this.files = files;
    }

    /** A broken link of the chain. */
    record Obstacle(Status status, String reason, String remedy) {
        Tier tier(String name) {
            return new Tier(name, status, reason, remedy);
        }
    }

    /** What keeps {@code library}, which belongs to the driver, from being used. */
    Optional<Obstacle> obstacle(String library) {
        if (files.exists(WSL)) {
            return missing(library, "update the NVIDIA driver of Windows, it brings this library to WSL");
        }
        Optional<String> driver = driverVersion();
        if (driver.isEmpty()) {
            return Optional.of(noDriver());
        }
        if (!files.exists(CONTROL)) {
            return Optional.of(new Obstacle(
                    Status.BLOCKED,
                    "the driver is loaded, but there is no " + CONTROL + " here",
                    files.isContainer()
                            ? "start the container with its GPUs: docker run --gpus all, with the NVIDIA Container Toolkit on the host"
                            : "run: sudo nvidia-modprobe -c0 -u"));
        }
        if (!files.isReadable(CONTROL) || !files.isWritable(CONTROL)) {
            return Optional.of(new Obstacle(
                    Status.BLOCKED,
                    CONTROL + " may not be opened by this user",
                    "add the user to the group that owns it (ls -l " + CONTROL + "), then log in again"));
        }
        Optional<Obstacle> missing = missing(
                library, "install the user-space part of driver " + driver.get() + ", or mount it into the container");
        return missing.isPresent() ? missing : mismatch(library, driver.get());
    }

    Optional<String> driverVersion() {
        return files.find(VERSION, "Kernel Module\\s+(?:for \\S+\\s+)?(\\d[\\d.]*)");
    }

    private Obstacle noDriver() {
        List<String> cards = files.list("/sys/bus/pci/devices").stream()
                .filter(device -> files.text(device + "/vendor").strip().equals(VENDOR))
                .filter(device -> files.text(device + "/class").startsWith("0x03"))
                .toList();
        return cards.isEmpty()
                ? new Obstacle(Status.ABSENT, "no NVIDIA GPU is in sight", "measure on a host that has one")
                : new Obstacle(
                        Status.BLOCKED,
                        cards.size() + " NVIDIA GPU on the PCI bus, but no driver is loaded",
                        "install the NVIDIA driver and restart, or run: sudo modprobe nvidia");
    }

    private Optional<Obstacle> missing(String library, String remedy) {
        return files.library(library).isPresent()
                ? Optional.empty()
                : Optional.of(new Obstacle(Status.BLOCKED, "the loader finds no " + library, remedy));
    }

    private Optional<Obstacle> mismatch(String library, String driver) {
        return files.library(library)
                .flatMap(files::libraryVersion)
                .filter(version -> !version.equals(driver))
                .map(version -> new Obstacle(
                        Status.BLOCKED,
                        library + " is of driver " + version + ", but driver " + driver + " is loaded",
                        "restart the host, or reload the kernel module, so that both are the same"));
    }
}
