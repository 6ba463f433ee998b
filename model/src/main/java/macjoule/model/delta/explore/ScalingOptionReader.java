package macjoule.model.delta.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import macjoule.model.BadInputException;
import macjoule.model.JsonFault;
import macjoule.model.delta.TileSelector;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of scaling options: {@code options} lists GPUs by name with a factor for each resource that changes, and
 * {@code tileTables} the tables of tiles that they may use.
 */
final class ScalingOptionReader {
    private static final String SCHEMA = "macjoule.scaling-options/1";
    private static final Set<String> FIELDS = Set.of("schema", "about", "source", "tileTables", "options");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;
    private final Map<String, TileSelector> tables = new HashMap<>();

    ScalingOptionReader(String file) {
        this.file = file;
        tables.put(TileSelector.FIG6.name(), TileSelector.FIG6);
        tables.put(TileSelector.MONO.name(), TileSelector.MONO);
    }

    List<ScalingOption> read(byte[] json) {
        JsonNode root = parse(json);
        for (String field : (Iterable<String>) root::fieldNames) {
            if (!FIELDS.contains(field)) {
                throw bad("unknown field " + field, "use schema, about, source, tileTables and options");
            }
        }
        if (!root.path("schema").asText().equals(SCHEMA)) {
            throw bad("schema is " + root.path("schema"), "write \"schema\": \"" + SCHEMA + "\"");
        }
        TileTableReader tileReader = new TileTableReader(file);
        root.path("tileTables")
                .properties()
                .forEach(table -> tables.put(table.getKey(), tileReader.read(table.getKey(), table.getValue())));
        return options(root.path("options"));
    }

    private JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            BadInputException complaint = bad(
                    "malformed JSON (" + JsonFault.reason(e) + ")",
                    "correct it at line " + e.getLocation().getLineNr());
            complaint.initCause(e);
            throw complaint;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private List<ScalingOption> options(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw bad("it lists no options", "write \"options\": [{\"name\": \"twice\", \"smCount\": 2}]");
        }
        List<ScalingOption> options = new ArrayList<>();
        for (JsonNode entry : list) {
            options.add(option(entry, "option " + (options.size() + 1)));
        }
        return List.copyOf(options);
    }

    private ScalingOption option(JsonNode entry, String position) {
        if (!entry.path("name").isTextual()) {
            throw bad(position + " has no name", "give it one, such as \"name\": \"twice\"");
        }
        String name = entry.path("name").textValue();
        ResourceScale scale = ResourceScale.NONE;
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!field.getKey().equals("name") && !field.getKey().equals("tiles")) {
                scale = with(scale, field.getKey(), field.getValue(), name);
            }
        }
        return new ScalingOption(name, scale, tiles(entry.get("tiles"), name));
    }

    private ResourceScale with(ResourceScale scale, String key, JsonNode factor, String option) {
        try {
            return scale.with(Resource.parse(key), factor.isNumber() ? factor.doubleValue() : Double.NaN);
        } catch (BadInputException e) {
            throw e.at(file + ", option " + option);
        }
    }

    private @Nullable TileSelector tiles(@Nullable JsonNode name, String option) {
        if (name == null) {
            return null;
        }
        TileSelector table = tables.get(name.asText());
        if (table == null) {
            throw bad(
                    "option " + option + " uses unknown tiles " + name,
                    "use one of "
                            + String.join(
                                    ", ", tables.keySet().stream().sorted().toList()));
        }
        return table;
    }

    private BadInputException bad(String what, String remedy) {
        return new BadInputException(what, file, remedy);
    }
}
