package macjoule.bench.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import macjoule.calibration.alpha.GpuIdentity;
import macjoule.calibration.record.RunManifest;
import macjoule.model.gpu.GpuCatalogue;
import org.jspecify.annotations.Nullable;

/** Which card a run was made on, as the record of its energy sensor tells. */
final class RunGpu {
    private RunGpu() {}

    static Optional<GpuIdentity> of(RunManifest manifest) {
        return devices(manifest)
                .map(device -> device.path("gpu"))
                .filter(gpu -> gpu.path("name").isTextual())
                .findFirst()
                .map(RunGpu::identity);
    }

    /** Whether the run knows its power sensor. */
    static boolean hasPassport(RunManifest manifest) {
        return devices(manifest).anyMatch(device -> device.path("passport").isObject());
    }

    private static Stream<JsonNode> devices(RunManifest manifest) {
        return StreamSupport.stream(manifest.energy().path("devices").spliterator(), false);
    }

    private static GpuIdentity identity(JsonNode node) {
        String uuid = orNull(node.path("uuid"));
        String driver = orNull(node.path("driver"));
        String reason = uuid == null || driver == null ? "the manifest of the run does not tell" : null;
        return new GpuIdentity(node.path("name").asText(), uuid, driver, reason);
    }

    private static @Nullable String orNull(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    /** The longest name of the catalogue that occurs in the name the driver gives a card, such as h200 in NVIDIA H200. */
    static Optional<String> catalogueName(String driverName) {
        String words = "-" + driverName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-";
        return GpuCatalogue.names().stream()
                .filter(name -> words.contains("-" + name + "-"))
                .max(Comparator.comparingInt(String::length));
    }
}
