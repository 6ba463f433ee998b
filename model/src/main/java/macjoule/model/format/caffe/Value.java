package macjoule.model.format.caffe;

/** What a field of protobuf text holds. */
sealed interface Value permits Message, Value.Scalar {
    /** Where it begins. */
    int line();

    /** A number, a name or a string, as written. */
    record Scalar(String text, int line) implements Value {}
}
