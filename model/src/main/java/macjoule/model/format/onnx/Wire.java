package macjoule.model.format.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;

/** Reads protocol buffers without a schema: each message is a run of numbered fields. */
final class Wire {
    private Wire() {}

    /** Takes the fields of one message that it knows. */
    interface FieldReader {
        /** Reads the field and returns true, or returns false without reading for the field to be skipped. */
        boolean read(int number, int wireType, CodedInputStream in) throws IOException;
    }

    /** Reads fields up to the end of the message or the file. */
    static void fields(CodedInputStream in, FieldReader reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag), in)) {
                in.skipField(tag);
            }
        }
    }

    /** Reads a message that is the value of a field. */
    static void message(CodedInputStream in, FieldReader reader) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        fields(in, reader);
        endOf(in, outer);
    }

    /** Whole numbers of a repeated field, one by one or packed together. */
    static void integers(CodedInputStream in, int wireType, List<Long> into) throws IOException {
        if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            into.add(in.readInt64());
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            into.add(in.readInt64());
        }
        endOf(in, outer);
    }

    /** Single-precision numbers of a repeated field, one by one or packed together. */
    static void floats(CodedInputStream in, int wireType, List<Double> into) throws IOException {
        if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            into.add((double) in.readFloat());
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            into.add((double) in.readFloat());
        }
        endOf(in, outer);
    }

    /** A file cut short ends between two fields without an error, so what was announced is compared with what came. */
    private static void endOf(CodedInputStream in, int outer) throws IOException {
        if (in.getBytesUntilLimit() != 0) {
            throw new InvalidProtocolBufferException("it ends in the middle");
        }
        in.popLimit(outer);
    }
}
