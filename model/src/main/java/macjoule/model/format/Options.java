package macjoule.model.format;

import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/**
 * How to read a network.
 *
 * @param input the image to read it for; null for the one that the file declares
 * @param lenient whether to pass over operators that are not known instead of failing
 */
public record Options(@Nullable Shape input, boolean lenient) {
    /** The image that the file declares, and nothing passed over. */
    public static final Options STRICT = new Options(null, false);
}
