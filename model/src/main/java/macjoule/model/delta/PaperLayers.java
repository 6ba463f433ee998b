package macjoule.model.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import macjoule.model.net.Convolution;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Shape;

/** The 83 distinct convolution layers of the four networks that the DeLTA paper evaluates. */
public final class PaperLayers {
    private static final String RESOURCE = "paper-layers.json";
    private static final List<PaperLayer> ALL = load();

    private PaperLayers() {}

    /**
     * A layer, and where the networks use it.
     *
     * @param name the network's short name and the layer's
     * @param network the network, by its name on the command line
     * @param count how often the network uses such a layer
     */
    public record PaperLayer(String name, String network, LayerSpec spec, int count) {

        public ConvDims dims(int batch) {
            return ConvDims.of(name, batch, spec);
        }
    }

    public static List<PaperLayer> all() {
        return ALL;
    }

    /** The layers of one network. */
    public static List<PaperLayer> of(String network) {
        return ALL.stream().filter(layer -> layer.network().equals(network)).toList();
    }

    private record File(String about, String source, List<Row> layers) {}

    private record Row(
            String name,
            String network,
            int ci,
            int hi,
            int wi,
            int co,
            int hf,
            int wf,
            int stride,
            int pad,
            int count) {

        PaperLayer layer() {
            Convolution convolution = Convolution.of(co, hf, wf).stride(stride).pad(pad);
            return new PaperLayer(name, network, new LayerSpec(new Shape(ci, hi, wi), convolution), count);
        }
    }

    private static List<PaperLayer> load() {
        try (InputStream json = Objects.requireNonNull(PaperLayers.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new ObjectMapper()
                    .readValue(json, File.class).layers().stream()
                            .map(Row::layer)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
