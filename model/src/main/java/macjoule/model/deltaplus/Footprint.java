package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.net.Window;

/**
 * Distinct units of input, sectors or lines, that a stretch of rows of the im2col matrix sees. Maps lie at any alignment that
 * their sizes allow, each equally often.
 */
final class Footprint implements InputFootprint {
    private static final int ELEMENT_BYTES = 4;

    private final int unit;
    private final int channels;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final int stride;
    private final int top;
    private final int reach;
    private final double rowUnits;
    private final boolean contiguous;
    private final double sharedByMaps;
    private final int alignment;

    /** @param unit elements of 4 bytes to a unit: 8 for sectors, 32 for lines */
    Footprint(ConvDims layer, int unit) {
        Window window = layer.window();
        this.unit = unit;
        channels = layer.input().channels();
        height = layer.input().height();
        width = layer.input().width();
        outHeight = layer.outHeight();
        outWidth = layer.outWidth();
        stride = window.strideHeight();
        top = window.padding().top();
        reach = layer.reachHeight();
        contiguous = reach >= stride;
        alignment = Alignment.gcd(unit, height * width);
        int used = Math.min(width, (outWidth - 1) * window.strideWidth() + layer.reachWidth());
        int grain = Alignment.gcd(unit, Alignment.gcd(height * width, stride * width));
        rowUnits = units((used + grain - 1) / grain * grain, grain);
        // The last line of a map lies beside the first of the next one.
        boolean meet = used == width && top == 0 && (outHeight - 1) * stride + reach == height;
        sharedByMaps = meet ? (double) (unit - grain) / unit : 0;
    }

    @Override
    public double bytes(double from, double to) {
        return (double) ELEMENT_BYTES * unit * of(from, to);
    }

    /** Of the rows from {@code from} up to {@code to}. */
    double of(double from, double to) {
        double map = (double) outHeight * outWidth;
        double first = Math.floor(from / map);
        double last = Math.floor(to / map);
        double start = (from - first * map) / outWidth;
        double end = (to - last * map) / outWidth;
        if (first == last) {
            return partOfImage(start, end);
        }
        return partOfImage(start, outHeight) + (last - first - 1) * wholeImage() + partOfImage(0, end);
    }

    private double wholeImage() {
        return partOfImage(0, outHeight);
    }

    /** Of the lines of the output map from {@code from} up to {@code to}, counted in fractions of a line. */
    private double partOfImage(double from, double to) {
        if (to <= from) {
            return 0;
        }
        if (!contiguous) {
            boolean whole = from == 0 && to == outHeight;
            return channels * ((to - from) * reach * rowUnits - (whole ? sharedByMaps : 0));
        }
        double first = Math.max(0, from * stride - top);
        double end = Math.min(height, (to - 1) * stride - top + Math.max(reach, 1));
        if (end <= first) {
            return 0;
        }
        if (first == 0 && end == height) {
            return (double) channels * height * width / unit;
        }
        return channels * units((end - first) * width, alignment);
    }

    /** Units that {@code elements} in a row touch, on average over all starts that are multiples of {@code grain}. */
    private double units(double elements, int grain) {
        return Alignment.touched(elements, unit, grain) / unit;
    }
}
