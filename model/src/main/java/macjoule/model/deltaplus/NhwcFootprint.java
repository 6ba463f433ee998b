package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.net.Window;

/**
 * Distinct inputs where the channels of a position lie together. Lines of a map are contiguous; a kernel smaller than its stride
 * skips whole positions.
 */
final class NhwcFootprint implements InputFootprint {
    private final int unit;
    private final int grain;
    private final double positionBytes;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final int stride;
    private final int top;
    private final int reach;
    private final boolean skips;
    private final double positionsPerOutput;

    /** @param unit bytes of a sector or of a line */
    NhwcFootprint(ConvDims layer, int elementBytes, int unit) {
        Window window = layer.window();
        this.unit = unit;
        positionBytes = (double) layer.input().channels() * elementBytes;
        grain = Alignment.gcd(unit, layer.input().channels() * elementBytes);
        height = layer.input().height();
        width = layer.input().width();
        outHeight = layer.outHeight();
        outWidth = layer.outWidth();
        stride = window.strideHeight();
        top = window.padding().top();
        reach = layer.reachHeight();
        skips = reach < stride || layer.reachWidth() < window.strideWidth();
        positionsPerOutput = window.area();
    }

    @Override
    public double bytes(double from, double to) {
        if (skips) {
            return (to - from) * positionsPerOutput * inUnits(positionBytes);
        }
        double map = (double) outHeight * outWidth;
        double first = Math.floor(from / map);
        double last = Math.floor(to / map);
        double start = (from - first * map) / outWidth;
        double end = (to - last * map) / outWidth;
        if (first == last) {
            return partOfImage(start, end);
        }
        double whole = (last - first - 1) * partOfImage(0, outHeight);
        return partOfImage(start, outHeight) + whole + partOfImage(0, end);
    }

    private double partOfImage(double from, double to) {
        double first = Math.max(0, from * stride - top);
        double end = Math.min(height, (to - 1) * stride - top + reach);
        if (to <= from || end <= first) {
            return 0;
        }
        boolean whole = first == 0 && end == height;
        double bytes = (end - first) * width * positionBytes;
        return whole ? bytes : inUnits(bytes);
    }

    private double inUnits(double bytes) {
        return Alignment.touched(bytes, unit, grain);
    }
}
