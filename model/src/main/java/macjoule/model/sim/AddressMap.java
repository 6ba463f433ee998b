package macjoule.model.sim;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;

/**
 * Where the tensors lie: inputs as NCHW from address 0, filters as KCRS behind them, outputs as NCHW behind those, each from a
 * multiple of 256 bytes. Addresses count elements of 4 bytes, lines 128 bytes.
 */
record AddressMap(long filterLine, long outputLine, long endLine) {
    static final int LINE_SHIFT = 5;
    private static final int ALIGNED_LINES = 2;
    /** A line number and its four sector bits must fit an int; the last number marks empty cache entries. */
    private static final long MOST_LINES = (1L << 28) - 1;

    static AddressMap of(ConvDims layer) {
        long inputs = layer.batch() * layer.input().elements();
        long filters = layer.gemm().n() * layer.gemm().k();
        long outputs = layer.gemm().m() * layer.gemm().n();
        long filterLine = alignedLines(inputs);
        long outputLine = filterLine + alignedLines(filters);
        return new AddressMap(filterLine, outputLine, outputLine + alignedLines(outputs));
    }

    static boolean addressable(ConvDims layer) {
        double elements = (double) layer.batch() * layer.input().elements()
                + (double) layer.gemm().n() * layer.gemm().k()
                + (double) layer.gemm().m() * layer.gemm().n();
        return elements < 1L << 50 && of(layer).endLine <= MOST_LINES;
    }

    static void requireAddressable(ConvDims layer) {
        if (!addressable(layer)) {
            throw new BadInputException(
                    "inputs, filters and outputs of more than 32 GiB cannot be simulated",
                    layer.name(),
                    "sample, or simulate a smaller batch");
        }
    }

    private static long alignedLines(long elements) {
        long lines = (elements + (1 << LINE_SHIFT) - 1) >> LINE_SHIFT;
        return (lines + ALIGNED_LINES - 1) / ALIGNED_LINES * ALIGNED_LINES;
    }
}
