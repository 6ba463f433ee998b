package macjoule.model.reuse;

import macjoule.model.BadInputException;

/**
 * A square convolution whose input and output maps are of one size, as Table II of the DI paper assumes.
 *
 * @param channels maps that go in (M)
 * @param filters maps that come out (N)
 * @param kernel side of a filter (S_k)
 * @param map side of a feature map (S_o)
 * @param groups groups a group convolution splits into (g)
 */
public record ConvolutionSize(int channels, int filters, int kernel, int map, int groups) {

    public ConvolutionSize {
        if (channels < 1 || filters < 1 || kernel < 1 || map < 1 || groups < 1) {
            throw new BadInputException(
                    channels + " channels, " + filters + " filters, kernel " + kernel + ", map " + map + ", " + groups
                            + " groups",
                    "size of a convolution",
                    "give 1 or more for each");
        }
        if (channels % groups != 0 || filters % groups != 0) {
            throw new BadInputException(
                    channels + " channels and " + filters + " filters do not split into " + groups + " groups",
                    "groups",
                    "give a number of groups that divides both");
        }
    }
}
