package macjoule.bench.energy.passport;

/**
 * How long a characterisation takes over each of its experiments, in seconds.
 *
 * @param ramp watching a load that always moves
 * @param steps how many steps up and down
 * @param hold how long each of their levels lasts
 * @param repetitions how many periods of each square load
 * @param steady for comparing sources at steady power
 * @param counterUpdates for how many updates at most each phase of the test of the energy counter lasts
 */
public record Pace(String id, double ramp, int steps, double hold, int repetitions, double steady, int counterUpdates) {
    /** Six to eight minutes, fit to publish with. */
    public static final Pace FULL = new Pace("full", 20, 8, 6, 32, 60, 50);

    /**
     * A minute and a quarter on a sensor that updates ten times a second, for a first look at a new host. Tells windows from coverage as
     * well, and agreement less surely.
     */
    public static final Pace SHORT = new Pace("short", 6, 2, 4, 12, 6, 20);
}
