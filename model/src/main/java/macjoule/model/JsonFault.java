package macjoule.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What is wrong with a JSON text, in the words of the parser without those for programmers. */
public final class JsonFault {
    private static final Pattern FOR_PROGRAMMERS =
            Pattern.compile("\\s*\\((start marker at|class |index ).*", Pattern.DOTALL);

    private JsonFault() {}

    public static String reason(JsonProcessingException e) {
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            return "something follows where it ought to end";
        }
        return FOR_PROGRAMMERS
                .matcher(e.getOriginalMessage())
                .replaceFirst("")
                .replace("Missing required creator property", "there is no");
    }
}
