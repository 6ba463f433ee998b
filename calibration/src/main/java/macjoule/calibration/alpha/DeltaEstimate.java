package macjoule.calibration.alpha;

import java.util.List;
import macjoule.model.BadInputException;

/**
 * The free numbers of DeLTA+ as a profile keeps them.
 *
 * @param gpu what the models took the card to be, by its name in the catalogue
 * @param share how far thread blocks of an SM run in step
 * @param dramLatencySeconds of a loaded memory
 * @param origin whether the references were measured, replayed or simulated
 * @param sources the runs they come from
 */
public record DeltaEstimate(String gpu, Figure share, Figure dramLatencySeconds, String origin, List<String> sources) {
    public DeltaEstimate {
        if (gpu == null || share == null || dramLatencySeconds == null || origin == null || sources == null) {
            throw new BadInputException(
                    "a traffic calibration without GPU, share, latency, origin or sources",
                    "delta",
                    "calibrate it again");
        }
        Double value = share.value();
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new BadInputException("a share of " + value, "delta", "give a number from 0 to 1");
        }
        Double latency = dramLatencySeconds.value();
        if (latency != null && !(latency > 0)) {
            throw new BadInputException("a latency of " + latency + " s", "delta", "give a number above 0");
        }
        sources = List.copyOf(sources);
    }

    /** Whether neither number is known, so that predictions would be those without calibration. */
    public boolean knowsNothing() {
        return share.value() == null && dramLatencySeconds.value() == null;
    }
}
