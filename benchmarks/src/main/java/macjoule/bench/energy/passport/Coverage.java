package macjoule.bench.energy.passport;

/** How much of the time a power sensor looks at. */
public enum Coverage {
    /** Only a part of each update period: what happens in the rest goes unseen. */
    PART,
    /** Each update period once. */
    FULL,
    /** Several update periods at a time: slow, but nothing goes unseen. */
    AVERAGED,
    /** All of the past, fading exponentially. */
    LAGGING,
    UNKNOWN;

    /** Windows within a tenth of the update period count as the whole of it. */
    static Coverage of(double windowSeconds, double updateSeconds) {
        double share = windowSeconds / updateSeconds;
        if (!(share > 0)) {
            return UNKNOWN;
        }
        return share < 0.9 ? PART : share <= 1.1 ? FULL : AVERAGED;
    }

    public boolean seesAll() {
        return this == FULL || this == AVERAGED;
    }
}
