package macjoule.bench.energy.passport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.core.Source;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * A sensor held against an external meter: sensor = gain x meter + offset, by least squares.
 *
 * @param offsetWatts what the sensor shows where the meter shows nothing
 * @param residualWatts standard deviation of what the line leaves unexplained
 * @param points how many loads were compared
 * @param source the source whose readings were compared, alone corrected by this; null if that was not kept
 */
public record MeterFit(
        double gain,
        double offsetWatts,
        double residualWatts,
        int points,
        @Nullable Source source) {
    private static final int FEWEST_POINTS = 4;
    private static final String HEADER = "meter_watts,sensor_watts";

    /** Reads pairs of watts, the mean of each at a steady load, such as at 0, 20, 40, 60, 80 and 100 % of full load. */
    public static MeterFit read(Path csv) {
        try {
            List<String> lines = Files.readAllLines(csv);
            if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
                throw new BadInputException("no header", csv.toString(), "begin the file with the line " + HEADER);
            }
            List<double[]> pairs = new ArrayList<>();
            for (int i = 1; i < lines.size(); i++) {
                pairs.add(pair(lines.get(i), csv + ", line " + (i + 1)));
            }
            return fit(pairs, csv.toString());
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot be read (" + e.getClass().getSimpleName() + ")", csv.toString(), "check the path");
        }
    }

    private static double[] pair(String line, String where) {
        String[] cells = line.split(",", -1);
        try {
            double[] pair = {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])};
            if (cells.length == 2 && pair[0] >= 0 && pair[1] >= 0 && Double.isFinite(pair[0] + pair[1])) {
                return pair;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Said below, as for numbers that no power can have.
        }
        throw new BadInputException("not two powers: " + line, where, "write watts of the meter, then of the sensor");
    }

    private static MeterFit fit(List<double[]> pairs, String where) {
        double n = pairs.size();
        double x = pairs.stream().mapToDouble(pair -> pair[0]).sum() / n;
        double y = pairs.stream().mapToDouble(pair -> pair[1]).sum() / n;
        double xx = pairs.stream()
                .mapToDouble(pair -> (pair[0] - x) * (pair[0] - x))
                .sum();
        double xy = pairs.stream()
                .mapToDouble(pair -> (pair[0] - x) * (pair[1] - y))
                .sum();
        if (pairs.size() < FEWEST_POINTS || !(xx > 0) || !(xy > 0)) {
            throw new BadInputException(
                    "no line to fit", where, "give " + FEWEST_POINTS + " or more loads from idle to full");
        }
        double gain = xy / xx;
        double offset = y - gain * x;
        double squares = pairs.stream()
                .mapToDouble(pair -> Math.pow(pair[1] - gain * pair[0] - offset, 2))
                .sum();
        return new MeterFit(gain, offset, Math.sqrt(squares / (n - 2)), pairs.size(), null);
    }

    MeterFit of(@Nullable Source compared) {
        return new MeterFit(gain, offsetWatts, residualWatts, points, compared);
    }

    /** What the meter would have shown. */
    public double corrected(double sensorWatts) {
        return (sensorWatts - offsetWatts) / gain;
    }
}
