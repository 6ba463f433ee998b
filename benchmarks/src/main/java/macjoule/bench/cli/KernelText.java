package macjoule.bench.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import macjoule.model.deltaplus.KernelSchedule;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.deltaplus.Layout;

/** Kernels as the command line writes them: {@code tile=128x128x32,stages=4,type=fp16,layout=nhwc,cluster=2x1}. */
final class KernelText {
    private static final List<String> KEYS = List.of(
            "tile",
            "stages",
            "type",
            "layout",
            "cluster",
            "split",
            "sums",
            "grid",
            "epilogue",
            "swizzle",
            "l2-partitions");
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
            if (values.put(sides[0], sides[1]) != null) {
                throw bad(sides[0] + " is given twice", "keep one of the two");
            }
        }
    }

    static KernelSpec parse(String text) {
        return new KernelText(text).spec();
    }

    /** What {@code kernel} is, in words; of its schedule what differs from DeLTA's. */
    static String describe(KernelSpec kernel) {
        KernelSchedule schedule = kernel.schedule();
        StringBuilder words = new StringBuilder("kernel " + kernel.tile() + ", " + kernel.stages() + " stages, "
                + KebabEnums.id(kernel.type()) + ", " + KebabEnums.id(kernel.layout()) + ", cluster "
                + kernel.clusterM() + "x" + kernel.clusterN());
        if (schedule.split() > 1) {
            words.append(", split ").append(schedule.split()).append(" by ").append(KebabEnums.id(schedule.sums()));
        }
        if (schedule.grid() != KernelSchedule.Grid.TILES) {
            words.append(", ").append(KebabEnums.id(schedule.grid()));
        }
        if (schedule.epilogue() == KernelSchedule.Epilogue.OVERLAPPED) {
            words.append(", overlapped epilogue");
        }
        if (schedule.swizzle() > 1) {
            words.append(", swizzle ").append(schedule.swizzle());
        }
        if (kernel.l2Partitions() > 1) {
            words.append(", ").append(kernel.l2Partitions()).append(" L2 partitions");
        }
        return words.toString();
    }

    private KernelSpec spec() {
        String[] cluster = values.getOrDefault("cluster", "1x1").split("x", -1);
        if (cluster.length != 2) {
            throw bad("cluster '" + values.get("cluster") + "' is not two sizes", EXAMPLE);
        }
        KernelSchedule schedule = new KernelSchedule(
                number("split", "1"),
                choice("sums", KernelSchedule.Sums.class, "workspace"),
                choice("grid", KernelSchedule.Grid.class, "tiles"),
                choice("epilogue", KernelSchedule.Epilogue.class, "serial"),
                number("swizzle", "1"));
        return KernelSpec.of(
                        Tile.parse(required("tile")),
                        number("stages", "2"),
                        choice("type", ElementType.class, "fp32"),
                        choice("layout", Layout.class, "nhwc"))
                .withCluster(whole("cluster", cluster[0]), whole("cluster", cluster[1]))
                .withSchedule(schedule)
                .withL2Partitions(number("l2-partitions", "1"));
    }

    private String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw bad(key + " is missing", EXAMPLE);
        }
        return value;
    }

    private int number(String key, String fallback) {
        return whole(key, values.getOrDefault(key, fallback));
    }

    private int whole(String key, String value) {
        if (!value.matches("\\d{1,6}")) {
            throw bad(key + " '" + value + "' is not a whole number", "give one of at most six digits");
        }
        return Integer.parseInt(value);
    }

    private <E extends Enum<E>> E choice(String key, Class<E> choices, String fallback) {
        String value = values.getOrDefault(key, fallback);
        List<String> known =
                Arrays.stream(choices.getEnumConstants()).map(KebabEnums::id).toList();
        int index = known.indexOf(value);
        if (index < 0) {
            throw bad(key + " '" + value + "' is not known", "give one of " + String.join(", ", known));
        }
        return choices.getEnumConstants()[index];
    }

    private BadInputException bad(String what, String remedy) {
        return new BadInputException(what, "kernel '" + text + "'", remedy);
    }
}
