package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;
import macjoule.model.BadInputException;

/** The kernels that can compute a convolution, or the one that was asked for. */
final class Candidates {
    /** Filters per group under which most of any tile is idle. */
    private static final int NARROW = 16;

    /** A part of a sum should go through shared memory a few times. */
    private static final int STEPS_PER_SPLIT = 4;

    private static final int MOST_SPLITS = 32;
    private static final long MOST_WORKSPACE_BYTES = 256L << 20;

    private Candidates() {}

    /** At least one; if it is only one, there is nothing to try. */
    static List<Candidate> of(ConvolutionShape shape, Precision precision, DeviceIdentity gpu) {
        if (!shape.fitsTiles()) {
            return List.of(Candidate.DIRECT);
        }
        List<Tile> tiles = precision.tiles(gpu).stream()
                .filter(tile -> takes(tile, shape, precision))
                .toList();
        Optional<TileChoice.Wanted> wanted = TileChoice.ofThisProcess();
        if (wanted.isPresent()) {
            return List.of(fixed(wanted.get(), tiles, shape, precision));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Tile tile : tiles) {
            candidates.add(new Candidate(tile, 1));
            int splits = splits(shape, tile, gpu.multiprocessors());
            if (splits > 1) {
                candidates.add(new Candidate(tile, splits));
            }
        }
        if (shape.groups() > 1 && shape.columns() < NARROW) {
            candidates.add(Candidate.DIRECT);
        }
        return ExcludedKernels.without(candidates, shape, precision);
    }

    private static boolean takes(Tile tile, ConvolutionShape shape, Precision precision) {
        boolean fills = shape.channelsPerGroup() % precision.vector() == 0;
        return !precision.isChannelsLast() || tile.anyChannels() != fills;
    }

    private static Candidate fixed(
            TileChoice.Wanted wanted, List<Tile> tiles, ConvolutionShape shape, Precision precision) {
        if (wanted.tile().equals(TileChoice.DIRECT)) {
            return Candidate.DIRECT;
        }
        if (wanted.tile().equals(TileChoice.DELTA) && precision == Precision.FP32) {
            return new Candidate(Tile.ofDelta(shape.columns()), 1);
        }
        // Tensor-core kernels have one tile only for channels that do not fill their loads.
        Tile tile = tiles.stream()
                .filter(one -> one.size().equals(wanted.tile()) || tiles.size() == 1)
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "no kernel has this tile",
                        "-D" + TileChoice.PROPERTY + "=" + wanted.text(),
                        "give one of " + tiles.stream().map(Tile::size).toList() + " or " + TileChoice.BEST));
        return new Candidate(tile, inParts(shape, tile, wanted.parts()));
    }

    /** As many parts as it takes to give each multiprocessor two blocks, which most tiles leave room for; 1 if there are enough. */
    private static int splits(ConvolutionShape shape, Tile tile, int multiprocessors) {
        long blocks = (long) Filters.ceil(shape.rows(), tile.rows())
                * Filters.ceil(shape.columns(), tile.columns())
                * shape.groups();
        long enough = 2L * multiprocessors;
        if (blocks >= enough) {
            return 1;
        }
        long wanted = (enough + blocks - 1) / blocks;
        long deep = Filters.ceil(shape.depth(), tile.depth()) / STEPS_PER_SPLIT;
        long fitting = MOST_WORKSPACE_BYTES / Float.BYTES / shape.outputs();
        long most = Math.max(1, Math.min(Math.min(wanted, MOST_SPLITS), Math.min(deep, fitting)));
        return inParts(shape, tile, most);
    }

    /** Parts are whole steps: rounding up may leave fewer of them than were asked for, and none may be empty. */
    private static int inParts(ConvolutionShape shape, Tile tile, long parts) {
        long steps = Filters.ceil(shape.depth(), tile.depth());
        long share = (steps + parts - 1) / parts;
        return (int) ((steps + share - 1) / share);
    }
}
