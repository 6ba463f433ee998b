package macjoule.bench.cli;

/** Complaints of the option parser in the words of the people who type options. */
final class ParserWords {
    private ParserWords() {}

    static String plain(String complaint) {
        String plain = complaint
                .replace("option option", "option")
                .replace("is not an int", "is not a whole number up to " + Integer.MAX_VALUE)
                .replace("is not a long", "is not a whole number")
                .replace("is not a double", "is not a number such as 0.8 or 1.5e9");
        return plain.isEmpty() ? plain : Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    }
}
