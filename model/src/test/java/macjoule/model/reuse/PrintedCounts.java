package macjoule.model.reuse;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.math.MathContext;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.zoo.Zoo;

/**
 * Counts in millions as the Netscope analyser displays them: above 10^9 two decimals of 10^9, above 10^6 two decimals of 10^6,
 * below that whole thousands. The authors of both papers went on calculating with these, not with exact counts.
 */
record PrintedCounts(BigDecimal macs, BigDecimal params, BigDecimal activations) {

    static PrintedCounts of(String network) {
        Counts exact = Convention.PAPER.count(Zoo.find(network).orElseThrow().network());
        return new PrintedCounts(display(exact.macs()), display(exact.params()), display(exact.activations()));
    }

    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor, int decimals) {
        return dividend.divide(divisor, MathContext.DECIMAL64).setScale(decimals, HALF_UP);
    }

    private static BigDecimal display(long count) {
        if (count > 1_000_000_000) {
            return BigDecimal.valueOf(count, 9).setScale(2, HALF_UP).movePointRight(3);
        }
        return BigDecimal.valueOf(count, 6).setScale(count > 1_000_000 ? 2 : 3, HALF_UP);
    }
}
