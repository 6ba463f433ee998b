package macjoule.calibration.traffic;

import java.util.Comparator;
import macjoule.model.delta.ConvDims;
import macjoule.model.net.Window;

/** What makes layers differ in how their loads fall together: the filter, whether it steps over positions, and its groups. */
public final class LayerType {
    /** Small filters first, and what has none last. */
    public static final Comparator<String> ORDER =
            Comparator.comparingInt(LayerType::filterSize).thenComparing(Comparator.naturalOrder());

    private LayerType() {}

    private static int filterSize(String type) {
        String digits = type.replaceFirst("\\D.*", "");
        return digits.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** Such as {@code 3x3, strided}. */
    public static String of(ConvDims layer) {
        Window window = layer.window();
        String filter = window.kernelHeight() + "x" + window.kernelWidth();
        if (layer.groups() > 1) {
            filter += layer.groups() == layer.input().channels() ? ", depthwise" : ", grouped";
        } else if (layer.input().height() == 1 && layer.input().width() == 1) {
            return "fully connected";
        }
        return window.strideHeight() > 1 || window.strideWidth() > 1 ? filter + ", strided" : filter;
    }
}
