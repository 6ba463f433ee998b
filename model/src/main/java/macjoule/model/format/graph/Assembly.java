package macjoule.model.format.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import macjoule.model.BadInputException;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A network being put together from a file. Values are known by the names that the file gives them; a name that is given again
 * stands for the newer value from then on, which is how layers that work in place are written.
 */
public final class Assembly {
    private final String file;
    private final boolean lenient;
    private String name;
    private final NetworkBuilder builder;
    private final Map<String, Tensor> values = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable Shape wantedInput;
    private String place = "";
    private int understood;
    private int passedOver;

    /**
     * An empty network.
     *
     * @param file the file, for messages
     * @param name the name of the network
     * @param wantedInput replaces the shape of the first input; null to keep it
     * @param lenient whether unknown layers of one input and one output are passed over
     */
    public Assembly(String file, String name, @Nullable Shape wantedInput, boolean lenient) {
        this.file = file;
        this.name = name;
        this.builder = new NetworkBuilder(name);
        this.wantedInput = wantedInput;
        this.lenient = lenient;
    }

    /** Runs {@code reading}; whatever it finds wrong is reported to lie in this place of the file. */
    public void at(String newPlace, Runnable reading) {
        get(newPlace, () -> {
            reading.run();
            return newPlace;
        });
    }

    /** Like {@link #at}, with what {@code reading} returns. */
    public <T> T get(String newPlace, Supplier<T> reading) {
        place = newPlace;
        try {
            return reading.get();
        } catch (BadInputException e) {
            throw e.at(where());
        } catch (ArithmeticException e) {
            throw new BadInputException("a number is too large to count with", where(), "use smaller shapes");
        }
    }

    /** Gives the network another name. */
    public void rename(String newName) {
        name = newName;
    }

    /** An input of the network. Returns whether it has the declared shape, as no other was wanted. */
    public boolean input(String name, @Nullable Shape declared) {
        Shape shape = wantedInput == null ? declared : wantedInput;
        if (shape == null) {
            throw new BadInputException(
                    "the file does not say what shape the input '" + name + "' has",
                    where(),
                    "give it with --input CxHxW");
        }
        boolean asDeclared = wantedInput == null;
        wantedInput = null;
        values.put(name, builder.input(builder.freeName(name), shape));
        return asDeclared;
    }

    /** A layer that reads the values named {@code inputs} and gives the value named {@code output}. */
    public void add(String layerName, Layer layer, List<String> inputs, String output) {
        List<Tensor> sources = inputs.stream().map(this::value).toList();
        values.put(output, builder.add(builder.freeName(layerName), layer, sources));
        understood++;
    }

    /** A layer that works in place on {@code value}, as an activation that belongs to a convolution does. */
    public void follow(String value, String kind, Layer layer) {
        add(value + "/" + kind, layer, List.of(value), value);
    }

    /** Another name for a value. */
    public void alias(String name, String value) {
        values.put(name, value(value));
    }

    public boolean has(String value) {
        return values.containsKey(value);
    }

    public Shape shape(String value) {
        return value(value).shape();
    }

    public void note(String note) {
        notes.add(place + ": " + note);
    }

    /** A layer that no rule covers: an error, or if lenience was asked for, passed over as if it changed nothing. */
    public void unknown(String operator, List<String> inputs, List<String> outputs) {
        if (!lenient) {
            throw new BadInputException(
                    "operator " + operator + " is not known",
                    where(),
                    "to count what is known, pass over such layers with describe --lenient");
        }
        if (inputs.size() != 1 || outputs.size() != 1) {
            throw new BadInputException(
                    "operator " + operator + " is not known and has " + inputs.size() + " inputs and " + outputs.size()
                            + " outputs",
                    where(),
                    "only layers of one input and one output can be passed over");
        }
        alias(outputs.get(0), inputs.get(0));
        passedOver++;
        note("operator " + operator + " is not known and was passed over");
    }

    /** The share of the layers that were understood. */
    public double coverage() {
        return understood / (double) (understood + passedOver);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public Network network() {
        if (understood == 0) {
            throw new BadInputException("the file describes no layers", file, "give a file with a network in it");
        }
        return new Network(name, builder.build().nodes());
    }

    public String file() {
        return file;
    }

    private Tensor value(String name) {
        Tensor value = values.get(name);
        if (value == null) {
            throw new BadInputException(
                    "it reads '" + name + "', which no layer before it gives",
                    where(),
                    "correct the name, or put the layers in an order without cycles in which each follows its inputs");
        }
        return value;
    }

    private String where() {
        return place.isEmpty() ? file : file + ", " + place;
    }
}
