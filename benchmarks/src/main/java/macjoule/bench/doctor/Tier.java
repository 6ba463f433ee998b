package macjoule.bench.doctor;

import java.util.Locale;

/**
 * Something that can be measured or done, or not.
 *
 * @param reason what speaks for the status
 * @param remedy what to do to get more; empty if nothing is to be done
 */
public record Tier(String name, Status status, String reason, String remedy) {
    /** Whether it can be done here. */
    public enum Status {
        AVAILABLE,
        /** It works, but something makes it worse than it could be. */
        LIMITED,
        /** What it takes is here, but something stands in the way. */
        BLOCKED,
        /** What it takes is not here. */
        ABSENT;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Tier available(String name, String reason) {
        return new Tier(name, Status.AVAILABLE, reason, "");
    }

    static Tier limited(String name, String reason, String remedy) {
        return new Tier(name, Status.LIMITED, reason, remedy);
    }

    static Tier blocked(String name, String reason, String remedy) {
        return new Tier(name, Status.BLOCKED, reason, remedy);
    }

    static Tier absent(String name, String reason, String remedy) {
        return new Tier(name, Status.ABSENT, reason, remedy);
    }
}
