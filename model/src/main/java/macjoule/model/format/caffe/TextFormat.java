package macjoule.model.format.caffe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;

/** Parses protobuf text without knowing its schema. */
final class TextFormat {
    // Far deeper than any network definition; stops a hostile file before the stack does.
    private static final int MAX_DEPTH = 100;

    private final String file;
    private final List<Token> tokens;
    private int next;
    private int depth;

    private TextFormat(String file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    static Message parse(String file, String text) {
        TextFormat parser = new TextFormat(file, Tokens.of(file, text));
        Message message = parser.fields();
        if (!parser.peek().isEnd()) {
            throw parser.unexpected("a field name");
        }
        return message;
    }

    private Message fields() {
        int line = peek().line();
        Map<String, List<Value>> fields = new LinkedHashMap<>();
        while (peek().kind() == Token.Kind.WORD) {
            String name = take().text();
            List<Value> values = fields.computeIfAbsent(name, any -> new ArrayList<>());
            boolean colon = skip(":");
            if (peek().isMark("[")) {
                list(values);
            } else if (colon || opensMessage()) {
                values.add(value());
            } else {
                throw unexpected("':' or '{' after '" + name + "'");
            }
            if (!skip(",")) {
                skip(";");
            }
        }
        return new Message(file, line, fields);
    }

    private void list(List<Value> values) {
        take();
        while (!skip("]")) {
            values.add(value());
            if (!skip(",") && !peek().isMark("]")) {
                throw unexpected("',' or ']'");
            }
        }
    }

    private Value value() {
        if (opensMessage()) {
            return message();
        }
        Token token = peek();
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.STRING) {
            throw unexpected("a value");
        }
        take();
        StringBuilder text = new StringBuilder(token.text());
        while (token.kind() == Token.Kind.STRING && peek().kind() == Token.Kind.STRING) {
            text.append(take().text());
        }
        return new Value.Scalar(text.toString(), token.line());
    }

    private Message message() {
        if (++depth > MAX_DEPTH) {
            throw new BadInputException(
                    "messages nested more than " + MAX_DEPTH + " deep",
                    file + ", line " + peek().line(),
                    "give a network definition");
        }
        String close = take().isMark("{") ? "}" : ">";
        Message message = fields();
        if (!skip(close)) {
            throw unexpected("'" + close + "' to end the message begun on line " + message.line());
        }
        depth--;
        return message;
    }

    private boolean opensMessage() {
        return peek().isMark("{") || peek().isMark("<");
    }

    private boolean skip(String mark) {
        boolean there = peek().isMark(mark);
        if (there) {
            take();
        }
        return there;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }

    private BadInputException unexpected(String wanted) {
        return new BadInputException(
                "did not expect " + peek(), file + ", line " + peek().line(), "expected " + wanted);
    }
}
