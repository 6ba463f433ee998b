package macjoule.model.deltaplus;

/** What unaligned stretches of memory touch. */
final class Alignment {
    private Alignment() {}

    /** Length of the whole units that a stretch touches on average, if it may start at any multiple of {@code grain}. */
    static double touched(double length, int unit, int grain) {
        return length + unit - grain;
    }

    static int gcd(int a, int b) {
        return (int) gcd((long) a, b);
    }

    static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
