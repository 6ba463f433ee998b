package macjoule.model.delta.explore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;
import macjoule.model.delta.Tile;
import macjoule.model.delta.TileSelector;

/** Reads a table of tiles: steps with the most filters each is used for, and last a tile for all layers with more. */
final class TileTableReader {
    private static final String LIMIT = "upToFilters";
    private static final Set<String> FIELDS =
            Set.of(LIMIT, "m", "n", "k", "warpM", "warpN", "threads", "registersPerThread");

    private final String file;

    TileTableReader(String file) {
        this.file = file;
    }

    TileSelector read(String name, JsonNode table) {
        String where = file + ", tiles " + name;
        List<TileSelector.Step> steps = new ArrayList<>();
        for (int i = 0; i < table.size() - 1; i++) {
            steps.add(new TileSelector.Step(number(table.path(i), LIMIT, where), tile(table.path(i), where)));
        }
        JsonNode last = table.path(table.size() - 1);
        if (!last.isObject() || last.has(LIMIT)) {
            throw new BadInputException(
                    "no tile for layers with the most filters", where, "end the list with a tile without " + LIMIT);
        }
        return new TileSelector(name, steps, tile(last, where));
    }

    private static Tile tile(JsonNode entry, String where) {
        for (String field : (Iterable<String>) entry::fieldNames) {
            if (!FIELDS.contains(field)) {
                throw new BadInputException(
                        "unknown field " + field,
                        where,
                        "use " + String.join(", ", FIELDS.stream().sorted().toList()));
            }
        }
        return new Tile(
                number(entry, "m", where),
                number(entry, "n", where),
                number(entry, "k", where),
                number(entry, "warpM", where),
                number(entry, "warpN", where),
                number(entry, "threads", where),
                number(entry, "registersPerThread", where));
    }

    private static int number(JsonNode entry, String field, String where) {
        JsonNode value = entry.path(field);
        if (!value.isInt() || value.intValue() < 1) {
            throw new BadInputException(
                    field + " is " + (value.isMissingNode() ? "missing" : value),
                    where,
                    "give each tile a whole number from 1 for it");
        }
        return value.intValue();
    }
}
