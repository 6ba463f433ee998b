package macjoule.bench.bringup;

/** How much is done, which a rehearsal without a GPU makes less of. */
final class Extent {
    private static final String BATCH = "macjoule.bring-up.batch";
    private static final String CASES = "macjoule.bring-up.cases";

    private Extent() {}

    /** The batch of layers that are timed and counted. */
    static int batch(int usual) {
        return Integer.getInteger(BATCH, usual);
    }

    /** How many cases the self-test has at most. */
    static int selfTests() {
        return Integer.getInteger(CASES, Integer.MAX_VALUE);
    }
}
