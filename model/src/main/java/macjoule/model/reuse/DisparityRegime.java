package macjoule.model.reuse;

/**
 * The three cases of Table VII of the DI paper, by how activations (A) and parameters (W) compare, each with what arithmetic
 * intensity, DI and disparity come near to.
 *
 * <p>From the definitions, {@code d_f = 75 - 25 alpha W/A - 25 (1 - alpha) A/W}, which is {@code 75 - 20 W/A - 5 A/W} at the
 * paper's alpha of 0.8. Its Eq. 5, {@code 75 - 6.25 (A/W + 3 W/A)}, is this at alpha 0.75. Table VII mixes the two: its DI of
 * case 1 (0.2 M/A) is for 0.8; its d_f of cases 1 and 3 and its DI of case 3 (0.06 M/W) are for 0.75; its case 2 and its
 * arithmetic intensities hold for any alpha. Here every approximation takes alpha.
 */
public enum DisparityRegime {
    /** Case 1, A much smaller than W: intensity follows weight reuse while DI follows activation reuse. */
    FEW_ACTIVATIONS {
        @Override
        public double arithmeticIntensity(double weightReuse, double activationReuse) {
            return weightReuse;
        }

        @Override
        double approximateDi(double weightReuse, double activationReuse, double alpha) {
            return alpha * activationReuse / 4;
        }

        @Override
        double approximateDisparity(double activationsPerParam, double alpha) {
            return 75 - 25 * alpha / activationsPerParam;
        }
    },

    /** Case 2, A about W: both follow activation reuse. */
    BALANCED {
        @Override
        public double arithmeticIntensity(double weightReuse, double activationReuse) {
            return activationReuse / 2;
        }

        @Override
        double approximateDi(double weightReuse, double activationReuse, double alpha) {
            return activationReuse / 4;
        }

        @Override
        double approximateDisparity(double activationsPerParam, double alpha) {
            return 50;
        }
    },

    /** Case 3, A much larger than W: intensity follows activation reuse while DI follows weight reuse. */
    MANY_ACTIVATIONS {
        @Override
        public double arithmeticIntensity(double weightReuse, double activationReuse) {
            return activationReuse;
        }

        @Override
        double approximateDi(double weightReuse, double activationReuse, double alpha) {
            return (1 - alpha) * weightReuse / 4;
        }

        @Override
        double approximateDisparity(double activationsPerParam, double alpha) {
            return 75 - 25 * (1 - alpha) * activationsPerParam;
        }
    };

    /** What the cumulative arithmetic intensity comes near to. */
    public abstract double arithmeticIntensity(double weightReuse, double activationReuse);

    abstract double approximateDi(double weightReuse, double activationReuse, double alpha);

    abstract double approximateDisparity(double activationsPerParam, double alpha);

    /** What DI comes near to. */
    public double di(double weightReuse, double activationReuse, double alpha) {
        Reuse.requireShare(alpha);
        return approximateDi(weightReuse, activationReuse, alpha);
    }

    /** What the disparity comes near to, in percent. */
    public double disparity(double activationsPerParam, double alpha) {
        Reuse.requireShare(alpha);
        return approximateDisparity(activationsPerParam, alpha);
    }
}
