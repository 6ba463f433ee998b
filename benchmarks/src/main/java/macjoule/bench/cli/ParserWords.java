package macjoule.bench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Complaints of the option parser in the words of the people who type options. */
final class ParserWords {
    /** What the parser says of an option that is given twice and stands under a heading; the second comes last. */
    private static final Pattern TWICE = Pattern.compile("Error: expected only one match but got .*\\{(-[^= }]+).*");

    private ParserWords() {}

    static String plain(String complaint) {
        Matcher twice = TWICE.matcher(complaint);
        if (twice.matches()) {
            return "option '" + twice.group(1) + "' should be specified only once";
        }
        String plain = complaint
                .replace("option option", "option")
                .replace("is not an int", "is not a whole number up to " + Integer.MAX_VALUE)
                .replace("is not a long", "is not a whole number")
                .replace("is not a double", "is not a number such as 0.8 or 1.5e9");
        return plain.isEmpty() ? plain : Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    }
}
