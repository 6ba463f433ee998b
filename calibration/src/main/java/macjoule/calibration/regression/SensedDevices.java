package macjoule.calibration.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import macjoule.calibration.record.HeldClocks;

/**
 * The part of a series that the sensors of a run told. What moves by itself, such as temperatures, current clocks and memory in use,
 * is left out.
 *
 * @param devices see {@link Series#devices}
 * @param sensing see {@link Series#sensing}
 */
record SensedDevices(Map<String, String> devices, Map<String, String> sensing) {
    private static final List<String> OF_GPU =
            List.of("vbios", "driver", "powerLimitWatts", "ecc", "persistence", "computeMode", "mig");

    static SensedDevices of(ObjectNode energy) {
        SensedDevices sensed = new SensedDevices(new TreeMap<>(), new TreeMap<>());
        String provenance = energy.path("provenance").asText("measured");
        // A GPU that is made up or was recorded elsewhere does nothing to the times of this host.
        boolean real = provenance.equals("measured");
        Map<String, String> own = real ? sensed.devices : sensed.sensing;
        HeldClocks clocks = HeldClocks.of(energy);
        if (clocks.recorded()) {
            own.put("clock", clocks.state());
        }
        for (JsonNode device : energy.path("devices")) {
            String name = device.path("device").asText() + (real ? " " : ", " + provenance + " ");
            OF_GPU.forEach(field -> put(own, name, field, device.path("gpu").path(field)));
            sensed.putSensor(name, device);
        }
        put(sensed.sensing, "energy ", "sensor", energy.path("sensor"));
        put(sensed.sensing, "energy ", "provenance", energy.path("provenance"));
        return sensed;
    }

    /** Which source a passport had read shows in the windows themselves; of which part, and by which meter corrected, here. */
    private void putSensor(String name, JsonNode device) {
        JsonNode passport = device.path("passport");
        put(sensing, name, "scope", passport.path("key").path("scope"));
        if (passport.isObject()) {
            JsonNode meter = passport.path("meter");
            String fit = meter.path("gain").asText() + "/"
                    + meter.path("offsetWatts").asText();
            sensing.put(name + "meter", meter.isObject() ? fit : "none");
        } else if (device.has("passportReason")) {
            sensing.put(name + "meter", "none");
        }
    }

    private static void put(Map<String, String> into, String prefix, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            into.put(prefix + name, value.asText());
        }
    }
}
