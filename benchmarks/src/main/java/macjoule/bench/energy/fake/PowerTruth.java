package macjoule.bench.energy.fake;

import java.util.Arrays;

/**
 * The power a simulated GPU really draws, as pieces that are flat or a square wave, and its exact integral. Pieces are
 * added in the order of time.
 */
final class PowerTruth {
    private double[] starts = new double[64];
    private double[] joules = new double[64];
    private Piece[] pieces = new Piece[64];
    private int size;
    private int last;

    /** Alternates, beginning high, from the start of the piece. A duty of 1 is flat. */
    private record Piece(double low, double high, double period, double duty) {
        double energy(double seconds) {
            if (duty >= 1) {
                return high * seconds;
            }
            double whole = Math.floor(seconds / period);
            double on = duty * period;
            double rest = seconds - whole * period;
            double highSeconds = whole * on + Math.min(rest, on);
            return low * seconds + (high - low) * highSeconds;
        }
    }

    PowerTruth(double watts) {
        append(Double.NEGATIVE_INFINITY, new Piece(watts, watts, 1, 1));
        starts[0] = 0;
    }

    void flat(double start, double watts) {
        append(start, new Piece(watts, watts, 1, 1));
    }

    void square(double start, double low, double high, double period, double duty) {
        append(start, new Piece(low, high, period, duty));
    }

    private void append(double start, Piece piece) {
        if (size > 0 && start < starts[size - 1]) {
            throw new IllegalArgumentException("power was already decided up to " + starts[size - 1] + " s");
        }
        double energy = size == 0 ? 0 : energyUntil(start);
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            joules = Arrays.copyOf(joules, 2 * size);
            pieces = Arrays.copyOf(pieces, 2 * size);
        }
        starts[size] = start;
        joules[size] = energy;
        pieces[size] = piece;
        size++;
    }

    /** Joules since second 0. Before that the first piece has lasted for ever. */
    double energyUntil(double second) {
        int piece = pieceAt(second);
        return joules[piece] + pieces[piece].energy(second - starts[piece]);
    }

    double meanWatts(double from, double to) {
        return (energyUntil(to) - energyUntil(from)) / (to - from);
    }

    /** Readers move forward in small steps, so the search starts where the last one ended. */
    private int pieceAt(double second) {
        while (last > 0 && starts[last] > second) {
            last--;
        }
        while (last + 1 < size && starts[last + 1] <= second) {
            last++;
        }
        return last;
    }
}
