package macjoule.model.format.caffe;

/** A piece of protobuf text: a word or number, a quoted string, or a single punctuation mark. */
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        STRING,
        MARK,
        END
    }

    boolean isMark(String mark) {
        return kind == Kind.MARK && text.equals(mark);
    }

    boolean isEnd() {
        return kind == Kind.END;
    }

    @Override
    public String toString() {
        return isEnd() ? "the end of the file" : "'" + text + "'";
    }
}
