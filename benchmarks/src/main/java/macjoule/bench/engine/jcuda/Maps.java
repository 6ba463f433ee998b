package macjoule.bench.engine.jcuda;

import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.model.net.Shape;

/**
 * The feature maps of a batch on the device.
 *
 * @param shape in which they lie; where channels are last, a vector that was flattened keeps the shape that it had before
 */
record Maps(DeviceMemory memory, Shape shape) {
    int area() {
        return shape.height() * shape.width();
    }
}
