package macjoule.bench.energy.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.core.NanoClock;
import macjoule.model.BadInputException;

/** Reads the JSON file that describes a scripted NVML. */
public final class SimulationFile {
    /** What the file's {@code schema} must say. */
    public static final String SCHEMA = "macjoule.simulated-sensor/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SimulationFile() {}

    public static SimulatedNvml read(Path file, NanoClock clock) {
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            if (!SCHEMA.equals(json.path("schema").asText())) {
                throw new BadInputException(
                        "not a simulated sensor", file.toString(), "give \"schema\": \"" + SCHEMA + "\"");
            }
            List<GpuScript> gpus = new ArrayList<>();
            for (JsonNode gpu : json.path("gpus")) {
                if (!gpu.isObject()) {
                    throw new BadInputException(
                            "a GPU that is " + gpu, file.toString(), "give each of gpus as an object");
                }
                gpus.add(MAPPER.treeToValue(gpu, GpuScript.class));
            }
            return new SimulatedNvml(json.path("driver").asText("simulated"), gpus, clock);
        } catch (JsonProcessingException e) {
            throw new BadInputException(e.getOriginalMessage(), file.toString(), "mend the script");
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot be read (" + e.getClass().getSimpleName() + ")", file.toString(), "check the path");
        }
    }
}
