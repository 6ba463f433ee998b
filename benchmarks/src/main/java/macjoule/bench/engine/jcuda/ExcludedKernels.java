package macjoule.bench.engine.jcuda;

import java.util.List;
import java.util.Set;

/** Kernels that are not to be chosen, such as those that a self-test found wrong on this GPU. */
public final class ExcludedKernels {
    /** The system property: their names, with commas between. */
    public static final String PROPERTY = "macjoule.jcuda.without";

    private ExcludedKernels() {}

    /** Those left. All, if none is: what is wrong is better told of than not computed. */
    static List<Candidate> without(List<Candidate> candidates, ConvolutionShape shape, Precision precision) {
        Set<String> excluded = Set.of(System.getProperty(PROPERTY, "").split(","));
        List<Candidate> left = candidates.stream()
                .filter(candidate -> !excluded.contains(candidate.kernel(shape, precision)))
                .toList();
        return left.isEmpty() ? candidates : left;
    }
}
