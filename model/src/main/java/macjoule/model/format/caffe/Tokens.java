package macjoule.model.format.caffe;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;

/** Cuts protobuf text into tokens. */
final class Tokens {
    private static final String MARKS = "{}<>[]:,;";

    private final String file;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;

    private Tokens(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** All tokens of {@code text}; the last one is the end. */
    static List<Token> of(String file, String text) {
        Tokens reading = new Tokens(file, text);
        while (reading.position < text.length()) {
            reading.next();
        }
        reading.emit(Token.Kind.END, "");
        return reading.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (c == '\n') {
            line++;
            position++;
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            position++;
        } else if (c == '#') {
            int end = text.indexOf('\n', position);
            position = end < 0 ? text.length() : end;
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (MARKS.indexOf(c) >= 0) {
            emit(Token.Kind.MARK, String.valueOf(c));
            position++;
        } else {
            word(c);
        }
    }

    private void string(char quote) {
        StringBuilder content = new StringBuilder();
        for (int i = position + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == quote) {
                emit(Token.Kind.STRING, content.toString());
                position = i + 1;
                return;
            }
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            content.append(text.charAt(i));
        }
        throw new BadInputException("a string that does not end", file + ", line " + line, "add the closing quote");
    }

    private void word(char first) {
        int end = position;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        if (end == position) {
            throw new BadInputException(
                    "unexpected character '" + first + "'", file + ", line " + line, "write protobuf text");
        }
        emit(Token.Kind.WORD, text.substring(position, end));
        position = end;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '+';
    }

    private void emit(Token.Kind kind, String content) {
        tokens.add(new Token(kind, content, line));
    }
}
