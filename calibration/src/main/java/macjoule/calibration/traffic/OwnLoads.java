package macjoule.calibration.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Gemm;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.delta.Tile;
import org.jspecify.annotations.Nullable;

/**
 * What a single-precision kernel of the jcuda engine asks of L1, in sectors, where that is known from its source and differs from
 * what DeLTA+ takes any kernel to do. Of the sectors that one instruction of a warp touches, each counts once. All are those of
 * one group.
 *
 * @param table of the table that tells where the terms of a sum lie, which no model knows
 * @param inputs that are loaded four pixels or four terms at a time; null for a kernel that gathers them one by one, as DeLTA+ has it
 * @param filters whose rows are filled up, so that none begins within a sector
 * @param bias that is added to sums that are whole, which no model knows either
 */
public record OwnLoads(double table, @Nullable Double inputs, double filters, double bias) {
    private static final double SECTOR_BYTES = 32;
    private static final int SECTOR_FLOATS = 8;
    private static final int WARP = 32;
    private static final int WARP_COLUMNS = 32;
    private static final int COLUMNS_AT_A_TIME = 4;
    private static final Pattern NAME = Pattern.compile("conv_f32_(\\d+x\\d+x\\d+)(|_pointwise|_matrix)");

    /**
     * The loads of a kernel by its name; empty for one of others.
     *
     * @param layer of a single group
     * @param parts into which each sum is split, each with blocks of its own
     * @param biased whether the layer has a bias
     */
    public static Optional<OwnLoads> of(ConvDims layer, @Nullable String kernel, int parts, boolean biased) {
        Matcher name = NAME.matcher(String.valueOf(kernel));
        if (!name.matches()) {
            return Optional.empty();
        }
        Counting counting = new Counting(layer, Tile.parse(name.group(1)), parts);
        double filters = counting.filters();
        double bias = biased && parts == 1 ? counting.bias() : 0;
        return Optional.of(
                switch (name.group(2)) {
                    case "_pointwise" -> new OwnLoads(0, counting.pixels(), filters, bias);
                    case "_matrix" -> new OwnLoads(0, counting.rows(), filters, bias);
                    default -> new OwnLoads(counting.table(), null, filters, bias);
                });
    }

    /** Bytes at L1 with all of it, given what DeLTA+ has for a group. */
    double l1Bytes(LevelTraffic plus) {
        return bytes(table) + inputBytes(plus) + bytes(filters) + bytes(bias);
    }

    /** Bytes at L1 with one of it each. */
    Map<String, Double> causes(LevelTraffic plus) {
        Map<String, Double> causes = new LinkedHashMap<>();
        causes.put("table of taps", plus.total() + bytes(table));
        causes.put("inputs loaded by fours", inputBytes(plus) + plus.filter());
        causes.put("filled up filters", plus.ifmap() + bytes(filters));
        causes.put("bias", plus.total() + bytes(bias));
        causes.put("loads of the own kernel", l1Bytes(plus));
        return causes;
    }

    private double inputBytes(LevelTraffic plus) {
        return inputs == null ? plus.ifmap() : bytes(inputs);
    }

    private static double bytes(double sectors) {
        return sectors * SECTOR_BYTES;
    }

    private static final class Counting {
        private final ConvDims layer;
        private final Tile tile;
        private final int parts;
        private final int threads;
        private final Gemm gemm;
        private final long rowTiles;
        private final long columnTiles;
        private final long loops;

        Counting(ConvDims layer, Tile tile, int parts) {
            this.layer = layer;
            this.tile = tile;
            this.parts = parts;
            threads = tile.equals(Tile.T128X128) ? 8 * WARP : 4 * WARP;
            gemm = layer.gemm();
            rowTiles = ceil(gemm.m(), tile.m());
            columnTiles = ceil(gemm.n(), tile.n());
            loops = ceil(gemm.k(), tile.k());
        }

        /**
         * Each warp looks up its M x K / warps / 32 terms of a tile, two with each load and so in one sector, as its threads all
         * look up the same. It does so once more than there are tiles, since it reads ahead.
         */
        double table() {
            return rowTiles * columnTiles * (loops + parts) * ((double) tile.m() * tile.k() / WARP / 2);
        }

        /** The warps share out the filters of a tile, and each of its rows of a tile's depth is within one sector. */
        double filters() {
            double ofColumns = 0;
            for (long column = 0; column < columnTiles; column++) {
                ofColumns += distinctRows(gemm.n() - column * tile.n(), tile.n(), tile.n() / (threads / WARP));
            }
            return rowTiles * loops * ofColumns;
        }

        /**
         * A thread reads those of its eight columns, one at a time, for quads that lie 16 apart. The four quads that the threads of
         * a warp have between them are two sectors; warps one above the other have the same.
         */
        double bias() {
            long ofColumns = 0;
            for (long first = 0; first < gemm.n(); first += SECTOR_FLOATS) {
                ofColumns += Math.min(COLUMNS_AT_A_TIME, gemm.n() - first);
            }
            int warpsOfColumn = threads / WARP / (tile.n() / WARP_COLUMNS);
            return (double) rowTiles * warpsOfColumn * ofColumns;
        }

        /** Rows that the warps of a block read of so many; what lies behind the last is the last again. */
        private static long distinctRows(long left, int ofTile, int ofWarp) {
            long rows = 0;
            for (int first = 0; first < ofTile; first += ofWarp) {
                rows += Math.max(1, Math.min(ofWarp, left - first));
            }
            return rows;
        }

        /**
         * Runs of pixels of one channel, from image to image. Where maps are an odd number of quads, every second one is askew. Of
         * maps smaller than a tile, two channels that a warp reads together may share a sector, which is counted for both.
         */
        double pixels() {
            long area = (long) layer.input().height() * layer.input().width();
            int channels = layer.input().channels();
            long sectors = 0;
            for (long from = 0; from < gemm.m(); ) {
                long image = from / area;
                long to = Math.min(Math.min((image + 1) * area, (from / tile.m() + 1) * tile.m()), gemm.m());
                long even = (channels + (image * channels + 1) % 2) / 2;
                sectors += even * sectors(from % area, to - from);
                sectors += (channels - even) * sectors(from % area + area, to - from);
                from = to;
            }
            return (double) columnTiles * sectors;
        }

        /** Each image is a row; a thread loads runs of four of it, one run at a time. */
        double rows() {
            int run = tile.m() * tile.k() / threads;
            int lanes = tile.k() / run;
            int warpRows = WARP / lanes;
            double ofRows = 0;
            for (long first = 0; first < gemm.m(); first += warpRows) {
                for (long row = first; row < Math.min(first + warpRows, gemm.m()); row++) {
                    ofRows += sectorsOfRow(row, run, lanes);
                }
            }
            long idleWarps = (rowTiles * tile.m() - gemm.m()) / warpRows;
            ofRows += idleWarps * sectorsOfRow(gemm.m() - 1, run, lanes);
            return columnTiles * ofRows;
        }

        private long sectorsOfRow(long row, int run, int lanes) {
            long sectors = 0;
            for (long tileStart = 0; tileStart < gemm.k(); tileStart += tile.k()) {
                for (int at = 0; at < run; at += 4) {
                    long from = tileStart + at;
                    // Lanes lie a run apart, which is four where there is more than one.
                    long length = Math.min(4L * lanes, gemm.k() - from);
                    sectors += length > 0 ? sectors(row * gemm.k() + from, length) : 0;
                }
            }
            return sectors;
        }

        private static long sectors(long first, long length) {
            return (first + length - 1) / SECTOR_FLOATS - first / SECTOR_FLOATS + 1;
        }

        private static long ceil(long amount, long part) {
            return (amount + part - 1) / part;
        }
    }
}
