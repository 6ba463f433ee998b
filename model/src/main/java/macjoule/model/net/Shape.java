package macjoule.model.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.model.BadInputException;

/** Channels, height and width of the feature map of one image. */
public record Shape(int channels, int height, int width) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new BadInputException(
                    "a feature map of " + channels + "x" + height + "x" + width + " is empty",
                    "shape",
                    "give positive channels, height and width");
        }
    }

    /** A vector of features, as fully connected layers produce. */
    public static Shape vector(int channels) {
        return new Shape(channels, 1, 1);
    }

    /** Reads {@code 3x224x224}. */
    public static Shape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new BadInputException(
                    "'" + text + "' is not a shape", "shape", "write channels x height x width, such as 3x224x224");
        }
        return new Shape(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    public long elements() {
        return (long) channels * height * width;
    }

    public Shape withChannels(int newChannels) {
        return new Shape(newChannels, height, width);
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
