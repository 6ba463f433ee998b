package macjoule.model.delta;

import java.util.List;
import macjoule.model.BadInputException;

/**
 * Which tile a layer gets, by its number of filters: that of the first step it does not exceed, or else the last tile.
 *
 * @param name what to call this choice
 * @param steps in rising order of filters
 * @param otherwise the tile of layers with more filters than any step
 */
public record TileSelector(String name, List<Step> steps, Tile otherwise) {

    /** Up to {@code filters}, {@code tile}. */
    public record Step(int filters, Tile tile) {}

    /**
     * The widths profiled in DeLTA's Fig. 6. Its steps are taken to lie at the multiples of 32 where a width leaves no column of a
     * tile unused; only this makes AlexNet's first layer bound by L1 on the TITAN Xp, as the paper finds.
     */
    public static final TileSelector FIG6 = new TileSelector(
            "fig6",
            List.of(
                    new Step(32, Tile.T128X32),
                    new Step(64, Tile.T128X64),
                    new Step(96, Tile.T128X32),
                    new Step(128, Tile.T128X128),
                    new Step(192, Tile.T128X64),
                    new Step(256, Tile.T128X128),
                    new Step(320, Tile.T128X64)),
            Tile.T128X128);

    /** Wider tiles for more filters, and never narrower ones again. */
    public static final TileSelector MONO =
            new TileSelector("mono", List.of(new Step(32, Tile.T128X32), new Step(64, Tile.T128X64)), Tile.T128X128);

    public TileSelector {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).filters() <= steps.get(i - 1).filters()) {
                throw new BadInputException(
                        "a step to " + steps.get(i).filters() + " filters follows one to "
                                + steps.get(i - 1).filters(),
                        "tiles " + name,
                        "list the steps in rising order");
            }
        }
    }

    /** The same tile for every layer. */
    public static TileSelector fixed(Tile tile) {
        return new TileSelector(tile.toString(), List.of(), tile);
    }

    /** Reads {@code fig6}, {@code mono} or the one tile for all layers, such as {@code 128x64x4}. */
    public static TileSelector parse(String text) {
        for (TileSelector known : List.of(FIG6, MONO)) {
            if (known.name.equals(text)) {
                return known;
            }
        }
        try {
            return fixed(Tile.parse(text));
        } catch (BadInputException e) {
            throw new BadInputException(
                    "'" + text + "' is no choice of tiles", "tiles", "use fig6, mono or a tile such as 128x64x4");
        }
    }

    public Tile select(int filters) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (filters <= step.filters()) {
                return step.tile();
            }
        }
        return otherwise;
    }
}
