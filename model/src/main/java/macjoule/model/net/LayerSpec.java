package macjoule.model.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;

/**
 * One convolution written as {@code ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2,groups=1}: the letters are those of the
 * DeLTA paper, i for input, o for output and f for filter. Stride, pad and groups may be left out and are then 1, 0 and 1.
 */
public record LayerSpec(Shape input, Convolution convolution) {
    /** What a layer is written with. */
    public static final List<String> KEYS = List.of("ci", "hi", "wi", "co", "hf", "wf", "stride", "pad", "groups");

    private static final String EXAMPLE = "write it like ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2";

    /** A layer that can be computed and written this way. */
    public LayerSpec {
        Window window = convolution.window();
        if (window.strideHeight() != window.strideWidth()
                || !window.padding().equals(Padding.all(window.padding().top()))
                || window.dilationHeight() != 1
                || window.dilationWidth() != 1) {
            throw new BadInputException(
                    "a window of " + window, "layer", "give one stride and one pad for both axes, and no dilation");
        }
        convolution.outputShape(List.of(input));
    }

    public static LayerSpec parse(String text) {
        String where = "layer '" + text + "'";
        Map<String, Integer> values = read(text, where);
        try {
            return of(values);
        } catch (BadInputException e) {
            throw e.at(where);
        }
    }

    /** The same with one of {@link #KEYS} changed. */
    public LayerSpec with(String key, int value) {
        Map<String, Integer> values = values();
        values.put(key, value);
        return of(values);
    }

    /** This layer as a network of its own. */
    public Network network(String name) {
        return new NetworkBuilder(name).input(input).conv(name, convolution).network();
    }

    private static LayerSpec of(Map<String, Integer> values) {
        Shape input = new Shape(required(values, "ci"), required(values, "hi"), required(values, "wi"));
        Convolution convolution = Convolution.of(required(values, "co"), required(values, "hf"), required(values, "wf"))
                .stride(values.getOrDefault("stride", 1))
                .pad(values.getOrDefault("pad", 0))
                .groups(values.getOrDefault("groups", 1));
        return new LayerSpec(input, convolution);
    }

    private static int required(Map<String, Integer> values, String key) {
        Integer value = values.get(key);
        if (value == null) {
            throw new BadInputException(key + " is missing", "layer", EXAMPLE);
        }
        return value;
    }

    private static Map<String, Integer> read(String text, String where) {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2) {
                throw new BadInputException("'" + part.strip() + "' is not key=value", where, EXAMPLE);
            }
            String key = sides[0].strip();
            if (!KEYS.contains(key)) {
                throw new BadInputException("'" + key + "' is not known", where, Nearest.hint(key, KEYS));
            }
            if (values.put(key, number(key, sides[1].strip(), where)) != null) {
                throw new BadInputException(key + " is given twice", where, "give it once");
            }
        }
        return values;
    }

    private static int number(String key, String text, String where) {
        int least = key.equals("pad") ? 0 : 1;
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least) {
            return Integer.parseInt(text);
        }
        throw new BadInputException(
                key + "=" + text + " is not a whole number from " + least, where, "give one, up to 999999999");
    }

    private Map<String, Integer> values() {
        Window window = convolution.window();
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("ci", input.channels());
        values.put("hi", input.height());
        values.put("wi", input.width());
        values.put("co", convolution.filters());
        values.put("hf", window.kernelHeight());
        values.put("wf", window.kernelWidth());
        values.put("stride", window.strideHeight());
        values.put("pad", window.padding().top());
        values.put("groups", convolution.groups());
        return values;
    }

    /** What {@link #parse} reads back. */
    @Override
    public String toString() {
        return values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
