package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import macjoule.model.BadInputException;
import macjoule.model.delta.explore.DesignCost;
import macjoule.model.delta.explore.DesignSpace;
import macjoule.model.delta.explore.Resource;
import macjoule.model.delta.explore.ResourceScale;

/** Designs as the command line writes them. */
final class DesignOptions {
    private static final String NUMBER = "(\\d{1,6}(?:\\.\\d{1,9})?)";
    private static final Pattern RANGE = Pattern.compile("([A-Za-z0-9]+)=" + NUMBER + "\\.\\." + NUMBER + ":" + NUMBER);

    /** Each is tried on all layers: so many take minutes with the equations of the paper, and longer with samples. */
    static final int MOST_DESIGNS = 1_000_000;

    private DesignOptions() {}

    /** All combinations of ranges such as {@code smCount=1..4:0.5}. */
    static DesignSpace space(List<String> ranges) {
        DesignSpace space = DesignSpace.EMPTY;
        for (String range : ranges) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                throw new BadInputException(
                        "'" + range + "' is not a range",
                        "--range",
                        "write resource=from..to:step, such as smCount=1..4:0.5");
            }
            double from = Double.parseDouble(matcher.group(2));
            double to = Double.parseDouble(matcher.group(3));
            double step = Double.parseDouble(matcher.group(4));
            if (!(step > 0) || to < from) {
                throw new BadInputException("'" + range + "' is empty", "--range", "let it rise in steps above 0");
            }
            // A hair more than the last step, so that 1..2:0.1 ends at 2 in spite of rounding.
            double factors = Math.floor((to - from) / step + 1e-9) + 1;
            requireFew(factors * space.size(), range);
            Resource resource = Resource.parse(matcher.group(1));
            if (space.factors().containsKey(resource)) {
                throw new BadInputException(
                        resource.key() + " is given twice", "--range", "keep one of the two ranges");
            }
            space = space.with(resource, from, from + (factors - 1) * step, (int) factors);
        }
        return space;
    }

    private static void requireFew(double designs, String range) {
        if (designs > MOST_DESIGNS) {
            throw new BadInputException(
                    String.format(Locale.ROOT, "%,.0f designs with '%s'", designs, range),
                    "--range",
                    String.format(Locale.ROOT, "take larger steps; at most %,d are tried", MOST_DESIGNS));
        }
    }

    static DesignCost cost(Map<String, Double> weights) {
        if (weights.isEmpty()) {
            return DesignCost.even();
        }
        Map<Resource, Double> byResource = new EnumMap<>(Resource.class);
        weights.forEach((name, weight) -> byResource.put(Resource.parse(name), weight));
        return new DesignCost(byResource);
    }

    /** Such as {@code smCount 2, l2Bandwidth 1.5}. */
    static String describe(ResourceScale scale) {
        return scale.factors().entrySet().stream()
                .map(factor -> factor.getKey().key() + " " + number(factor.getValue()))
                .collect(Collectors.joining(", "));
    }

    static ObjectNode json(ResourceScale scale) {
        ObjectNode json = Json.object();
        scale.factors().forEach((resource, factor) -> json.put(resource.key(), factor));
        return json;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }
}
