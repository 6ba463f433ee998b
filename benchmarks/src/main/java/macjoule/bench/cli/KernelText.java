package macjoule.bench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.deltaplus.Layout;

/** Kernels as the command line writes them: {@code tile=128x128x32,stages=4,type=fp16,layout=nhwc,cluster=2x1}. */
final class KernelText {
    private static final List<String> KEYS = List.of("tile", "stages", "type", "layout", "cluster");
    private static final String EXAMPLE = "write it like tile=128x128x32,stages=4,type=fp16,layout=nhwc,cluster=2x1";

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();

    private KernelText(String text) {
        this.text = text;
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            if (sides.length != 2) {
                throw bad("'" + part + "' is not key=value", EXAMPLE);
            }
            if (!KEYS.contains(sides[0])) {
                throw bad("'" + sides[0] + "' is not known", Nearest.hint(sides[0], KEYS));
            }
            values.put(sides[0], sides[1]);
        }
    }

    static KernelSpec parse(String text) {
        return new KernelText(text).spec();
    }

    private KernelSpec spec() {
        String[] cluster = values.getOrDefault("cluster", "1x1").split("x", -1);
        if (cluster.length != 2) {
            throw bad("'" + values.get("cluster") + "' is not a cluster", EXAMPLE);
        }
        KernelSpec single = KernelSpec.of(
                Tile.parse(required("tile")),
                number(values.getOrDefault("stages", "2")),
                choice(ElementType.class, values.getOrDefault("type", "fp32")),
                choice(Layout.class, values.getOrDefault("layout", "nhwc")));
        return single.withCluster(number(cluster[0]), number(cluster[1]));
    }

    private String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw bad(key + " is missing", EXAMPLE);
        }
        return value;
    }

    private int number(String value) {
        if (!value.matches("\\d{1,6}")) {
            throw bad("'" + value + "' is not a whole number", EXAMPLE);
        }
        return Integer.parseInt(value);
    }

    private <E extends Enum<E>> E choice(Class<E> choices, String value) {
        try {
            return Enum.valueOf(choices, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            BadInputException complaint = bad("'" + value + "' is not known", EXAMPLE);
            complaint.initCause(e);
            throw complaint;
        }
    }

    private BadInputException bad(String what, String remedy) {
        return new BadInputException(what, "kernel '" + text + "'", remedy);
    }
}
