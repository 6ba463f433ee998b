package macjoule.model;

/** An input that cannot be used. Says in one line what is wrong, where, and what to do about it. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String remedy;

    /**
     * @param what what is wrong, with the offending value
     * @param where the file, option, network or layer it was found in
     * @param remedy what the user can do about it
     */
    public BadInputException(String what, String where, String remedy) {
        super(oneLine(what + ": " + where + ": " + remedy));
        this.what = what;
        this.remedy = remedy;
    }

    /** The same complaint, placed by someone who knows better where it belongs. */
    public BadInputException at(String where) {
        BadInputException placed = new BadInputException(what, where, remedy);
        placed.initCause(this);
        return placed;
    }

    private static String oneLine(String text) {
        // Control characters of a file that is no text would steer the terminal.
        return text.replaceAll("\\s*\\R\\s*", " ").strip().replaceAll("\\p{Cc}", "?");
    }
}
