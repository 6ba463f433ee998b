package macjoule.model.format;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Builds small ONNX models as bytes; field numbers are those of {@code onnx.proto3}. */
final class OnnxModel {
    private static final int INT64 = 7;
    private static final int FLOAT = 1;

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    /** An input; a size of 0 is written as a name, which leaves it open. */
    OnnxModel input(String name, long... dims) {
        return part(11, out -> {
            out.writeString(1, name);
            out.writeByteArray(
                    2,
                    bytes(type -> type.writeByteArray(1, bytes(tensor -> {
                        tensor.writeInt32(1, FLOAT);
                        tensor.writeByteArray(2, bytes(shape -> {
                            for (long dim : dims) {
                                shape.writeByteArray(1, bytes(size -> dimension(size, dim)));
                            }
                        }));
                    }))));
        });
    }

    private static void dimension(CodedOutputStream out, long dim) throws IOException {
        if (dim == 0) {
            out.writeString(2, "N");
        } else {
            out.writeInt64(1, dim);
        }
    }

    /** An initialiser of this size, its values left out as nobody reads them. */
    OnnxModel weights(String name, long... dims) {
        return part(5, out -> tensor(out, name, FLOAT, dims));
    }

    /** An initialiser with its values in raw form. */
    OnnxModel constant(String name, long... values) {
        return part(5, out -> raw(out, name, values));
    }

    OnnxModel node(String operator, List<String> inputs, String output, byte[]... attributes) {
        return part(1, out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, output);
            out.writeString(3, "node-" + output);
            out.writeString(4, operator);
            for (byte[] attribute : attributes) {
                out.writeByteArray(5, attribute);
            }
        });
    }

    static byte[] integer(String name, long value) {
        return bytes(out -> {
            out.writeString(1, name);
            out.writeInt64(3, value);
        });
    }

    static byte[] text(String name, String value) {
        return bytes(out -> {
            out.writeString(1, name);
            out.writeString(4, value);
        });
    }

    /** Numbers one by one, as ONNX's own Python code writes them. */
    static byte[] integers(String name, long... values) {
        return bytes(out -> {
            out.writeString(1, name);
            for (long value : values) {
                out.writeInt64(8, value);
            }
        });
    }

    /** Numbers packed together, as parsers must accept as well. */
    static byte[] packedFloats(String name, float... values) {
        return bytes(out -> {
            out.writeString(1, name);
            out.writeByteArray(7, bytes(packed -> {
                for (float value : values) {
                    packed.writeFloatNoTag(value);
                }
            }));
        });
    }

    static byte[] tensor(String name, long... values) {
        return bytes(out -> {
            out.writeString(1, name);
            out.writeByteArray(5, bytes(tensor -> raw(tensor, "", values)));
        });
    }

    /** The whole model. */
    byte[] bytes() {
        return bytes(out -> {
            out.writeInt64(1, 8);
            out.writeString(2, "a test");
            out.writeByteArray(7, graph.toByteArray());
        });
    }

    private static void raw(CodedOutputStream out, String name, long... values) throws IOException {
        tensor(out, name, INT64, values.length);
        out.writeByteArray(9, bytes(raw -> {
            for (long value : values) {
                raw.writeFixed64NoTag(value);
            }
        }));
    }

    private static void tensor(CodedOutputStream out, String name, int type, long... dims) throws IOException {
        for (long dim : dims) {
            out.writeInt64(1, dim);
        }
        out.writeInt32(2, type);
        out.writeString(8, name);
    }

    private OnnxModel part(int field, Writing writing) {
        graph.writeBytes(bytes(out -> out.writeByteArray(field, bytes(writing))));
        return this;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
