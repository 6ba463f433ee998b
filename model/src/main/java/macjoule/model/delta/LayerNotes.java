package macjoule.model.delta;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.net.Padding;
import macjoule.model.net.Window;

/** Says how a layer that the paper does not cover is treated. */
final class LayerNotes {
    private LayerNotes() {}

    static List<String> of(ConvDims layer) {
        Window window = layer.window();
        boolean grouped = layer.groups() > 1;
        boolean unequalStride = window.strideHeight() != window.strideWidth();
        boolean unequalPad = !isEven(window.padding());
        boolean dilated = window.dilationHeight() > 1 || window.dilationWidth() > 1;
        if (!(grouped || unequalStride || unequalPad || dilated)) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        if (grouped) {
            notes.add("grouped: modelled as " + layer.groups()
                    + " independent GEMMs launched together, outside the paper");
        }
        if (unequalStride) {
            notes.add("stride differs by axis: each equation takes that of its axis, outside the paper");
        }
        if (unequalPad) {
            notes.add("padding differs by side: the sum on each axis stands for twice the pad, outside the paper");
        }
        if (dilated) {
            notes.add("dilated: the reach of the filter stands for its size, outside the paper");
        }
        return List.copyOf(notes);
    }

    private static boolean isEven(Padding padding) {
        return padding.top() == padding.bottom()
                && padding.left() == padding.right()
                && padding.top() == padding.left();
    }
}
