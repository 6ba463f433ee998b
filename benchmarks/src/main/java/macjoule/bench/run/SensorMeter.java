package macjoule.bench.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.GpuName;
import macjoule.bench.energy.GpuProbe;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.rapl.Rapl;
import macjoule.bench.jmh.EnergyMeter;

/**
 * Measures engines on a GPU through NVML and those on the CPU through its own counters. A simulated or replayed sensor stands in for
 * either.
 */
final class SensorMeter implements EnergyMeter {
    private final SensorSpec sensor;
    private final EnergyState state;
    private final Path powercap;
    private final Path processors;
    private final int steadySeconds;
    private final Map<String, ObjectNode> described = new HashMap<>();

    /**
     * @param steadySeconds for how long to warm a GPU up at most in each fork, or 0
     */
    SensorMeter(SensorSpec sensor, EnergyState state, Path powercap, Path processors, int steadySeconds) {
        this.sensor = sensor;
        this.state = state;
        this.powercap = powercap;
        this.processors = processors;
        this.steadySeconds = steadySeconds;
    }

    @Override
    public String reasonAgainst(String device) {
        return describe(device).path("reason").asText("");
    }

    @Override
    public ObjectNode describe(List<String> devices) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<String> reasons =
                devices.stream().distinct().map(this::reasonAgainst).toList();
        long missing = reasons.stream().filter(reason -> !reason.isEmpty()).count();
        boolean none = missing == reasons.size();
        json.put("status", none ? "unavailable" : missing == 0 ? "available" : "partly available");
        if (missing > 0) {
            String reason = String.join(
                    "; ",
                    reasons.stream().filter(text -> !text.isEmpty()).distinct().toList());
            json.put("reason", reason);
        }
        json.put(EnergySource.SENSOR, sensor.toString());
        json.put("provenance", sensor.provenance().id());
        ArrayNode list = json.putArray("devices");
        devices.stream().distinct().forEach(device -> list.add(describe(device)));
        return json;
    }

    private ObjectNode describe(String device) {
        return described.computeIfAbsent(device, name -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("device", name);
            return gpu(name).map(gpu -> describeGpu(json, gpu)).orElseGet(() -> describeCpu(json));
        });
    }

    private ObjectNode describeGpu(ObjectNode json, String gpu) {
        json.put("meter", "nvml");
        return json.setAll(GpuProbe.describe(sensor, state, gpu));
    }

    private ObjectNode describeCpu(ObjectNode json) {
        Energy.Unavailable absence = Rapl.open(powercap, NanoClock.system()).absence();
        json.put("meter", "rapl").put("status", absence == null ? "available" : "unavailable");
        return absence == null ? json : json.put("reason", absence.reason());
    }

    /** Empty for the CPU. Only the sensors of a host know one GPU from the other by the device of an engine. */
    private Optional<String> gpu(String device) {
        return sensor.isHost() ? GpuName.of(device) : Optional.of("");
    }

    @Override
    public Fork fork(String device, int idleSeconds) {
        return new ProfiledFork(options(device, idleSeconds), device, reasonAgainst(device));
    }

    private String options(String device, int idleSeconds) {
        StringBuilder options = new StringBuilder("passports=" + state.passportFolder());
        options.append(";gpu=").append(gpu(device).orElse("none"));
        if (sensor.provenance() == Provenance.SIMULATED) {
            options.append(";simulate=").append(sensor.file());
        } else if (sensor.provenance() == Provenance.REPLAYED) {
            options.append(";replay=").append(sensor.file());
        } else {
            options.append(";cpu=").append(powercap).append(";clocks=").append(processors);
        }
        // Where idle power is measured, nothing is to be warmed up.
        int steady = idleSeconds > 0 ? 0 : steadySeconds;
        return options.append(";steady=")
                .append(steady)
                .append(";idle=")
                .append(idleSeconds)
                .toString();
    }
}
