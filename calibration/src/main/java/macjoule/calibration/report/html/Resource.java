package macjoule.calibration.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that come with macjoule. */
final class Resource {
    /** The build without pie charts, maps and the like; drawn as SVG, which prints sharply. */
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private Resource() {}

    static String echarts() {
        return text(ECHARTS);
    }

    /** Fills each {@code {{name}}} once; what is filled in is not looked at again. */
    static String filled(String template, Map<String, String> values) {
        return PLACE.matcher(text(template)).replaceAll(place -> {
            String value = Objects.requireNonNull(values.get(place.group(1)), place.group());
            return Matcher.quoteReplacement(value);
        });
    }

    static String text(String name) {
        try (InputStream resource = Objects.requireNonNull(Resource.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
