package macjoule.calibration.regression;

import java.util.List;
import macjoule.calibration.record.RunRecord;

/**
 * The finished runs of one series, the oldest first.
 *
 * @param others how many runs in the folder belong to another series or are unfinished
 * @param unreadable what is wrong with each run of the folder that was left out since it cannot be read
 */
public record History(List<RunRecord> nights, int others, List<String> unreadable) {

    public History {
        nights = List.copyOf(nights);
        unreadable = List.copyOf(unreadable);
    }
}
