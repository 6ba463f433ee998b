package macjoule.model.delta;

import macjoule.model.delta.TrafficOptions.L1Multiplicity;
import macjoule.model.gpu.GpuSpec;

/** The traffic equations of the DeLTA paper (Eq. 2 to 10). */
public record PaperTraffic(TrafficOptions options, ElementType type) implements TrafficModel {
    private static final int WARP = 32;
    private static final int SECTOR_BYTES = 32;

    @Override
    public String name() {
        return "delta";
    }

    @Override
    public Traffic traffic(ConvDims layer, Tile tile, GpuSpec gpu) {
        Gemm gemm = layer.gemm();
        long rows = Ceil.divide(gemm.m(), tile.m());
        long columns = Ceil.divide(gemm.n(), tile.n());
        return new Traffic(
                l1(layer, gemm, tile, gpu.l1RequestBytes(), rows, columns),
                l2(layer, gemm, tile, (double) rows * columns),
                dram(layer, gemm, columns));
    }

    @Override
    public boolean readsMatricesOnce() {
        return options.l1Multiplicity() == L1Multiplicity.ONCE;
    }

    @Override
    public String whyMoreFromL2(ConvDims layer, Tile tile) {
        Gemm gemm = layer.gemm();
        if (readsMatricesOnce()) {
            return "Eq. 4 as printed counts one reading of each matrix, Eq. 9 one by every thread block";
        }
        if (gemm.m() % tile.m() != 0 || gemm.n() % tile.n() != 0) {
            return "Eq. 9 counts whole tiles of " + tile + " from L2, Eq. 4 only what lies within the " + gemm.m() + "x"
                    + gemm.n() + " outputs";
        }
        return "Eq. 5 to 8 go by the distances between the corners of a tile, Eq. 4 by the tile's elements";
    }

    @Override
    public String whyMoreFromMemory() {
        return "Eq. 10 counts the whole input" + (options.padded() ? " and its padding" : "")
                + " for every column of thread blocks, Eq. 5 to 9 what tiles read of it";
    }

    private LevelTraffic l1(ConvDims layer, Gemm gemm, Tile tile, int requestBytes, long rows, long columns) {
        boolean once = readsMatricesOnce();
        double inputs = (double) gemm.m() * gemm.k() * (once ? 1 : columns);
        double filters = (double) gemm.n() * gemm.k() * (once ? 1 : rows);
        return new LevelTraffic(
                type.bytes() * inputs * inputInefficiency(layer, requestBytes),
                type.bytes() * filters * filterInefficiency(tile));
    }

    /** Inputs a warp's requests span over those it uses (Eq. 2). */
    private static double spread(ConvDims layer) {
        int width = layer.paddedWidth();
        return (double) width * layer.window().strideWidth() / (width - layer.reachWidth() + 1);
    }

    /** Whole requests over the bytes a warp uses (Eq. 3). */
    private double inputInefficiency(ConvDims layer, int requestBytes) {
        double warpBytes = WARP * type.bytes();
        return Ceil.of(spread(layer) * warpBytes / requestBytes) * requestBytes / warpBytes;
    }

    /**
     * Sectors over the bytes a warp uses when it reads runs of the tile's depth, each beginning anywhere in a sector. Yields the
     * paper's 2.0 for a depth of 8 and 2.75 for 4.
     */
    private double filterInefficiency(Tile tile) {
        double sector = (double) SECTOR_BYTES / type.bytes();
        double sectors = (double) WARP / tile.k() * (sector + tile.k() - 1) / sector;
        return Ceil.of(sectors) * SECTOR_BYTES / (WARP * type.bytes());
    }

    private LevelTraffic l2(ConvDims layer, Gemm gemm, Tile tile, double ctas) {
        double bytesPerElement = type.bytes() * ((double) gemm.k() / tile.k()) * ctas;
        double inputs = layer.pointwise() ? (double) tile.m() * tile.k() : uniqueInputs(layer, tile);
        return new LevelTraffic(bytesPerElement * inputs, bytesPerElement * ((double) tile.n() * tile.k()));
    }

    /** Distinct inputs in one tile of the input matrix, from the distances of its corners (Eq. 5 to 8). */
    private double uniqueInputs(ConvDims layer, Tile tile) {
        double vertical = tile.m()
                * spread(layer)
                * options.channelSpan().of(tile.k(), layer.window().area());
        double rowsPerImage = (double) (layer.paddedHeight() - layer.reachHeight() + 1)
                / layer.window().strideHeight();
        double images = 1 + tile.m() / (rowsPerImage * rowsPerImage);
        return vertical + options.negativeDistance().of(horizontalDistance(layer, tile.k())) * images;
    }

    /** Eq. 7. The width is taken without its padding, as printed. */
    private static double horizontalDistance(ConvDims layer, int depth) {
        double kernel = layer.window().kernelWidth();
        double stride = layer.window().strideWidth();
        double beyond = kernel - depth + 1;
        double acrossRows = layer.input().width() - layer.reachWidth() + 1 + stride * beyond;
        return (depth - 1) / kernel * acrossRows + beyond / kernel * (stride * (depth - 1));
    }

    /** Filters are read once, inputs once per column of thread blocks (Eq. 10). */
    private LevelTraffic dram(ConvDims layer, Gemm gemm, long columns) {
        double inputs = (double) layer.batch() * layer.input().channels() * positions(layer) * columns;
        return new LevelTraffic(type.bytes() * inputs, type.bytes() * ((double) gemm.k() * gemm.n()));
    }

    private double positions(ConvDims layer) {
        if (layer.pointwise() && layer.strided() && options.skipUnused()) {
            return (double) layer.outHeight() * layer.outWidth();
        }
        return options.padded()
                ? (double) layer.paddedHeight() * layer.paddedWidth()
                : (double) layer.input().height() * layer.input().width();
    }
}
