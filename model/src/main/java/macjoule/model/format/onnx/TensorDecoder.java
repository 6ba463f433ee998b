package macjoule.model.format.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a {@code TensorProto}: always its dimensions, its values only if they are few. */
final class TensorDecoder {
    // Shapes, pads and scales take some dozens of bytes; whatever is larger is weights.
    private static final int MAX_BYTES = 1024;

    private final List<Long> dims = new ArrayList<>();
    private final List<Double> numbers = new ArrayList<>();
    private final List<Long> integers = new ArrayList<>();
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private String name = "";
    private int type;
    private boolean skipped;

    private TensorDecoder() {}

    static OnnxTensor decode(CodedInputStream in) throws IOException {
        TensorDecoder decoder = new TensorDecoder();
        Wire.message(in, decoder::field);
        return new OnnxTensor(decoder.name, List.copyOf(decoder.dims), decoder.values());
    }

    private boolean field(int number, int wireType, CodedInputStream in) throws IOException {
        switch (number) {
            case 1 -> Wire.integers(in, wireType, dims);
            case 2 -> type = in.readInt32();
            case 4 -> packed(in, wireType, () -> Wire.floats(in, wireType, numbers));
            case 5, 7 -> packed(in, wireType, () -> Wire.integers(in, wireType, integers));
            case 8 -> name = in.readString();
            case 9 -> raw(in);
            // Values in another file are weights as well.
            case 13 -> {
                skipped = true;
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void packed(CodedInputStream in, int wireType, Reading reading) throws IOException {
        if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED && isLarge()) {
            skipped = true;
            in.skipRawBytes(in.readRawVarint32());
        } else {
            reading.run();
        }
    }

    /** Dimensions come first in every file; without them the values are taken to be few. */
    private boolean isLarge() {
        return elements() > MAX_BYTES / Float.BYTES;
    }

    private double elements() {
        return dims.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    }

    private void raw(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        if (length > MAX_BYTES) {
            skipped = true;
            in.skipRawBytes(length);
        } else {
            raw = ByteBuffer.wrap(in.readRawBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private @Nullable List<Double> values() {
        if (skipped) {
            return null;
        }
        List<Double> values = new ArrayList<>(numbers);
        integers.forEach(value -> values.add((double) value));
        while (raw.remaining() >= width()) {
            values.add(next());
        }
        return values.size() == elements() ? List.copyOf(values) : null;
    }

    /** Bytes of one element; more than there are for types that hold nothing a shape depends on. */
    private int width() {
        return switch (type) {
            case 1, 6 -> 4;
            case 7, 11 -> 8;
            default -> Integer.MAX_VALUE;
        };
    }

    private double next() {
        return switch (type) {
            case 1 -> raw.getFloat();
            case 6 -> raw.getInt();
            case 7 -> raw.getLong();
            default -> raw.getDouble();
        };
    }
}
