package macjoule.calibration.alpha;

import macjoule.model.BadInputException;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How many MACs per joule a unit of DI is worth. A gain error of the power sensor is in here, not in alpha.
 *
 * @param throughOrigin efficiency = throughOrigin * DI
 * @param slope efficiency = slope * DI + intercept
 */
public record Scale(double throughOrigin, double slope, double intercept) {
    public Scale {
        if (!(Double.isFinite(throughOrigin) && Double.isFinite(slope) && Double.isFinite(intercept))) {
            throw new BadInputException("a scale that is no finite number", "scale", "measure again");
        }
    }

    static Scale of(double[] di, double[] efficiency) {
        SimpleRegression line = new SimpleRegression(true);
        SimpleRegression proportional = new SimpleRegression(false);
        for (int i = 0; i < di.length; i++) {
            line.addData(di[i], efficiency[i]);
            proportional.addData(di[i], efficiency[i]);
        }
        return new Scale(proportional.getSlope(), line.getSlope(), line.getIntercept());
    }
}
