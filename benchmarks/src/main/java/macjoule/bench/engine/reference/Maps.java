package macjoule.bench.engine.reference;

import macjoule.model.net.Shape;

/** The feature maps of a batch of images, ordered by image, channel, row and column. */
final class Maps {
    private final int batch;
    private final Shape shape;
    private final double[] values;

    private Maps(int batch, Shape shape, double[] values) {
        this.batch = batch;
        this.shape = shape;
        this.values = values;
    }

    int batch() {
        return batch;
    }

    Shape shape() {
        return shape;
    }

    double[] values() {
        return values;
    }

    static Maps zeros(int batch, Shape shape) {
        return new Maps(batch, shape, new double[Math.toIntExact(batch * shape.elements())]);
    }

    static Maps of(int batch, Shape shape, float[] values) {
        Maps maps = zeros(batch, shape);
        for (int i = 0; i < values.length; i++) {
            maps.values[i] = values[i];
        }
        return maps;
    }

    /** The same values seen as another shape of as many elements. */
    Maps as(Shape other) {
        return new Maps(batch, other, values);
    }

    int index(int image, int channel, int row, int column) {
        return ((image * shape.channels() + channel) * shape.height() + row) * shape.width() + column;
    }

    double at(int image, int channel, int row, int column) {
        return values[index(image, channel, row, column)];
    }

    void set(int image, int channel, int row, int column, double value) {
        values[index(image, channel, row, column)] = value;
    }

    boolean holds(int row, int column) {
        return row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
    }

    /** Something that computes one element of an output from its place. */
    interface Element {
        double at(int image, int channel, int row, int column);
    }

    static Maps compute(int batch, Shape shape, Element element) {
        Maps output = zeros(batch, shape);
        for (int image = 0; image < batch; image++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int row = 0; row < shape.height(); row++) {
                    for (int column = 0; column < shape.width(); column++) {
                        output.set(image, channel, row, column, element.at(image, channel, row, column));
                    }
                }
            }
        }
        return output;
    }
}
