package macjoule.model.net;

import macjoule.model.BadInputException;

/** Rows and columns of zeros around a feature map. */
public record Padding(int top, int bottom, int left, int right) {
    public static final Padding NONE = all(0);

    public Padding {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new BadInputException(
                    "negative padding " + top + "," + bottom + "," + left + "," + right,
                    "padding",
                    "give 0 or more on every side");
        }
    }

    public static Padding all(int amount) {
        return of(amount, amount);
    }

    /** The same amount on both sides of each axis. */
    public static Padding of(int vertical, int horizontal) {
        return new Padding(vertical, vertical, horizontal, horizontal);
    }

    public int vertical() {
        return top + bottom;
    }

    public int horizontal() {
        return left + right;
    }
}
