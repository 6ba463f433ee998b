package macjoule.bench.engine;

/**
 * Whether something can be used here.
 *
 * @param available whether it can
 * @param reason why not, in a sentence without a full stop; empty if it can
 */
public record Availability(boolean available, String reason) {

    public static Availability yes() {
        return new Availability(true, "");
    }

    public static Availability no(String reason) {
        return new Availability(false, reason);
    }
}
