package macjoule.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.GpuName;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.clocks.ClockLock;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.window.GpuLock;

/**
 * The GPUs of a run, kept from other runs while this one lasts, their clocks locked if that was asked for. Whatever an earlier
 * run left locked when it was killed is freed first.
 */
public final class HeldGpus implements AutoCloseable {
    private final Nvml nvml;
    private final EnergyState state;
    private final Consumer<String> notes;
    private final List<GpuLock> locks = new ArrayList<>();
    private final List<HeldClock> clocks = new ArrayList<>();
    private boolean closed;

    private HeldGpus(SensorSpec sensor, Consumer<String> notes) {
        nvml = sensor.nvml(NanoClock.system());
        state = EnergyState.of(sensor);
        this.notes = notes;
    }

    /** Frees clocks that an earlier process left locked. Wakes no driver if none did. */
    public static void restoreClocks(SensorSpec sensor, Consumer<String> notes) {
        EnergyState state = EnergyState.of(sensor);
        if (ClockLock.isAnythingLeftOver(state.clocks())) {
            try (Nvml nvml = sensor.nvml(NanoClock.system())) {
                nvml.start();
                ClockLock.restoreLeftOver(nvml, state.clocks(), uuid -> isHeld(state, uuid))
                        .forEach(notes);
            }
        }
    }

    private static boolean isHeld(EnergyState state, String uuid) {
        try {
            return GpuLock.isHeld(state.locks(), uuid);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell whether " + uuid + " is in use", e);
        }
    }

    /**
     * Takes the GPUs that engines compute on.
     *
     * @param devices of the engines
     * @param megahertz to lock the clocks at, or 0 to leave them free
     * @throws BlockedException if another run has one of them
     */
    public static HeldGpus take(SensorSpec sensor, List<String> devices, int megahertz, Consumer<String> notes) {
        restoreClocks(sensor, notes);
        HeldGpus held = new HeldGpus(sensor, notes);
        List<String> gpus = devices.stream()
                .flatMap(device -> sensor.isHost() ? GpuName.of(device).stream() : Optional.of("").stream())
                .distinct()
                .toList();
        if (!gpus.isEmpty()) {
            held.take(gpus, megahertz);
        } else if (megahertz > 0) {
            notes.accept("clocks not locked: " + HeldClock.NO_GPU);
        }
        return held;
    }

    private void take(List<String> gpus, int megahertz) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "free the clocks"));
        NvmlCode start = nvml.start();
        for (String gpu : gpus) {
            Answer<NvmlDevice> device =
                    start == NvmlCode.SUCCESS ? DeviceFinder.find(nvml, gpu) : Answer.refused(start);
            String uuid =
                    device.then(found -> found.text(DeviceText.UUID)).value().orElse("gpu " + gpu);
            lock(uuid);
            if (megahertz > 0) {
                hold(uuid, device, megahertz);
            }
        }
    }

    /** In one go, so that a process that is told to end in this moment knows of the lock. */
    private synchronized void hold(String uuid, Answer<NvmlDevice> device, int megahertz) {
        if (!closed) {
            HeldClock clock = new HeldClock(uuid, attempt(device, megahertz));
            clocks.add(clock);
            notes.accept(clock.attempt().note());
        }
    }

    private ClockLock.Attempt attempt(Answer<NvmlDevice> device, int megahertz) {
        return device instanceof Answer.Given<NvmlDevice> given
                ? ClockLock.lock(given.content(), ClockDomain.GPU, megahertz, state.clocks())
                : ClockLock.Attempt.refused(device.code());
    }

    /** What came of holding the clock of each GPU, in the order of the devices; empty where none was to be held. */
    List<HeldClock> clocks() {
        return List.copyOf(clocks);
    }

    private void lock(String uuid) {
        try {
            locks.add(GpuLock.take(state.locks(), uuid).orElseThrow(() -> {
                close();
                return new BlockedException("another measurement has " + uuid + ", wait for it to end");
            }));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep others off " + uuid, e);
        }
    }

    /** Also called when the process is told to end. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        clocks.forEach(HeldClock::free);
        try {
            for (GpuLock lock : locks) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a lock on a GPU stays", e);
        }
        nvml.close();
    }
}
