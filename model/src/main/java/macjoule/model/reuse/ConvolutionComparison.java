package macjoule.model.reuse;

import java.util.Arrays;
import java.util.List;

/** One kind of convolution as multiples of the standard convolution of the same size, a row of Table III of the DI paper. */
public record ConvolutionComparison(
        ConvolutionKind kind, double arithmeticIntensity, double macs, double weightReuse, double activationReuse) {

    /** All kinds at one size; the number of filters must be that of the channels for depthwise convolution to exist. */
    public static List<ConvolutionComparison> of(ConvolutionSize size) {
        Reuse standard = ConvolutionKind.STANDARD.reuse(size);
        return Arrays.stream(ConvolutionKind.values())
                .map(kind -> compare(kind, kind.reuse(size), standard))
                .toList();
    }

    // The ratios of a convolution always exist: it has at least one weight and one activation.
    private static ConvolutionComparison compare(ConvolutionKind kind, Reuse own, Reuse standard) {
        return new ConvolutionComparison(
                kind,
                own.arithmeticIntensity().orElseThrow()
                        / standard.arithmeticIntensity().orElseThrow(),
                (double) own.counts().macs() / standard.counts().macs(),
                own.weightReuse().orElseThrow() / standard.weightReuse().orElseThrow(),
                own.activationReuse().orElseThrow() / standard.activationReuse().orElseThrow());
    }
}
