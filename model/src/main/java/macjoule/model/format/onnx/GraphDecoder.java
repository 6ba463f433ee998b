package macjoule.model.format.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes a {@code ModelProto} down to what shapes and counts depend on. */
final class GraphDecoder {
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> constants = new HashMap<>();
    private final List<OnnxGraph.Input> inputs = new ArrayList<>();

    private GraphDecoder() {}

    static OnnxGraph decode(InputStream model) throws IOException {
        GraphDecoder decoder = new GraphDecoder();
        Wire.fields(CodedInputStream.newInstance(model), (number, type, in) -> {
            if (number == 7) {
                Wire.message(in, decoder::graphField);
            }
            return number == 7;
        });
        return new OnnxGraph(decoder.nodes, decoder.constants, decoder.inputs);
    }

    private boolean graphField(int number, int wireType, CodedInputStream in) throws IOException {
        switch (number) {
            case 1 -> nodes.add(new NodeDecoder().decode(in));
            case 5 -> {
                OnnxTensor tensor = TensorDecoder.decode(in);
                constants.put(tensor.name(), tensor);
            }
            case 11 -> inputs.add(new InputDecoder().decode(in));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static final class NodeDecoder {
        private final List<String> sources = new ArrayList<>();
        private final List<String> outputs = new ArrayList<>();
        private final Map<String, OnnxAttribute> attributes = new HashMap<>();
        private String name = "";
        private String operator = "";
        private String domain = "";

        OnnxNode decode(CodedInputStream in) throws IOException {
            Wire.message(in, this::field);
            boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
            return new OnnxNode(name, standard ? operator : domain + "." + operator, sources, outputs, attributes);
        }

        private boolean field(int number, int wireType, CodedInputStream in) throws IOException {
            switch (number) {
                case 1 -> sources.add(in.readString());
                case 2 -> outputs.add(in.readString());
                case 3 -> name = in.readString();
                case 4 -> operator = in.readString();
                case 5 -> {
                    OnnxAttribute attribute = new AttributeDecoder().decode(in);
                    attributes.put(attribute.name(), attribute);
                }
                case 7 -> domain = in.readString();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class AttributeDecoder {
        private final List<Long> integers = new ArrayList<>();
        private final List<Double> numbers = new ArrayList<>();
        private String name = "";
        private String text = "";
        private long integer;
        private double number;
        private @Nullable OnnxTensor tensor;

        OnnxAttribute decode(CodedInputStream in) throws IOException {
            Wire.message(in, this::field);
            return new OnnxAttribute(name, integer, number, text, integers, numbers, tensor);
        }

        private boolean field(int field, int wireType, CodedInputStream in) throws IOException {
            switch (field) {
                case 1 -> name = in.readString();
                case 2 -> number = in.readFloat();
                case 3 -> integer = in.readInt64();
                case 4 -> text = in.readString();
                case 5 -> tensor = TensorDecoder.decode(in);
                case 7 -> Wire.floats(in, wireType, numbers);
                case 8 -> Wire.integers(in, wireType, integers);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    /** A {@code ValueInfoProto}: a name, and within type, tensor type and shape, the dimensions. */
    private static final class InputDecoder {
        private final List<Long> dims = new ArrayList<>();
        private String name = "";

        OnnxGraph.Input decode(CodedInputStream in) throws IOException {
            Wire.message(in, this::field);
            return new OnnxGraph.Input(name, dims);
        }

        private boolean field(int number, int wireType, CodedInputStream in) throws IOException {
            if (number == 1) {
                name = in.readString();
                return true;
            }
            return number == 2
                    && within(in, 1, tensor -> within(tensor, 2, shape -> within(shape, 1, this::dimension)));
        }

        private void dimension(CodedInputStream in) throws IOException {
            long[] size = {0};
            Wire.message(in, (number, type, dim) -> {
                if (number == 1) {
                    size[0] = dim.readInt64();
                }
                return number == 1;
            });
            dims.add(size[0]);
        }

        private interface Reading {
            void read(CodedInputStream in) throws IOException;
        }

        private static boolean within(CodedInputStream in, int wanted, Reading reading) throws IOException {
            Wire.message(in, (number, type, inner) -> {
                if (number == wanted) {
                    reading.read(inner);
                }
                return number == wanted;
            });
            return true;
        }
    }
}
