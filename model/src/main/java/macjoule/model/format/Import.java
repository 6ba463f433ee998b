package macjoule.model.format;

import java.util.List;
import macjoule.model.net.Network;

/**
 * A network read from a file.
 *
 * @param coverage the share of the layers that were understood; 1 unless some were passed over
 * @param notes one line for each layer passed over and each assumption made
 */
public record Import(Network network, double coverage, List<String> notes) {
    public Import {
        notes = List.copyOf(notes);
    }
}
