package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.run.Host;
import org.jspecify.annotations.Nullable;

/** A host as it stands in manifests. */
final class HostJson {
    private HostJson() {}

    static ObjectNode of(Host host) {
        ObjectNode json = Json.object()
                .put("os", host.os())
                .put("architecture", host.architecture())
                .put("logicalCores", host.logicalCores())
                .put("java", host.java());
        putKnown(json, "cpu", host.cpu(), "the system does not name its processor");
        json.put("memoryBytes", host.memoryBytes());
        if (host.memoryBytes() == null) {
            json.put("memoryBytesReason", "the system does not tell its memory");
        }
        putKnown(json, "nvidiaDriver", host.nvidiaDriver(), "no NVIDIA kernel driver is loaded");
        return json;
    }

    private static void putKnown(ObjectNode json, String name, @Nullable String value, String reasonIfUnknown) {
        json.put(name, value);
        if (value == null) {
            json.put(name + "Reason", reasonIfUnknown);
        }
    }
}
