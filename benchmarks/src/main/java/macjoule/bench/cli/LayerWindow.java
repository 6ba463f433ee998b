package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Padding;
import macjoule.model.net.Window;
import org.jspecify.annotations.Nullable;

/** The sliding window of a layer that has one, as the command line tells it. */
record LayerWindow(@Nullable Window window, int groups) {

    static LayerWindow of(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Convolution convolution) {
            return new LayerWindow(convolution.window(), convolution.groups());
        }
        return new LayerWindow(layer instanceof Layer.Pooling pooling ? pooling.window() : null, 1);
    }

    /** Puts kernel, stride and pad as pairs and quadruples, and groups; null for a layer without a window. */
    void putInto(ObjectNode json) {
        if (window == null) {
            json.putNull("kernel").putNull("stride").putNull("pad").putNull("groups");
            json.put("reason", "this layer has no window");
            return;
        }
        Padding pad = window.padding();
        json.putArray("kernel").add(window.kernelHeight()).add(window.kernelWidth());
        json.putArray("stride").add(window.strideHeight()).add(window.strideWidth());
        json.putArray("pad").add(pad.top()).add(pad.bottom()).add(pad.left()).add(pad.right());
        json.put("groups", groups);
    }

    /** Such as {@code 3x3/2 p1 g32}. */
    @Override
    public String toString() {
        if (window == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(window.kernelHeight()).append('x').append(window.kernelWidth());
        text.append(pair("/", window.strideHeight(), window.strideWidth(), 1));
        Padding pad = window.padding();
        boolean even = pad.top() == pad.bottom() && pad.left() == pad.right();
        text.append(
                even
                        ? pair(" p", pad.top(), pad.left(), 0)
                        : " p" + pad.top() + "," + pad.bottom() + "," + pad.left() + "," + pad.right());
        text.append(pair(" d", window.dilationHeight(), window.dilationWidth(), 1));
        text.append(groups == 1 ? "" : " g" + groups);
        return text.toString();
    }

    private static String pair(String sign, int vertical, int horizontal, int usual) {
        if (vertical == horizontal) {
            return vertical == usual ? "" : sign + vertical;
        }
        return sign + vertical + "x" + horizontal;
    }
}
