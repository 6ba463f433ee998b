package macjoule.bench.engine.jcuda.driver;

/** How many blocks a kernel is started with, and of how many threads each. */
public record Grid(int x, int y, int z, int threads) {
    /** What the driver takes at most along the second and third axis. */
    private static final int MOST_ACROSS = 65_535;

    public Grid {
        if (x < 1 || y < 1 || z < 1 || y > MOST_ACROSS || z > MOST_ACROSS || threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(
                    "a grid of " + x + "x" + y + "x" + z + " blocks of " + threads + " threads cannot be started");
        }
    }

    @Override
    public String toString() {
        return x + "x" + y + "x" + z + " blocks of " + threads;
    }
}
