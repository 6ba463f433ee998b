package macjoule.bench.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * A JDK that a runtime image can be linked from.
 *
 * @param version its major version
 * @param implementor who built it
 */
record Jdk(Path home, int version, String implementor) {
    /** Builds of Eclipse Temurin run on glibc 2.17 and later; those of distributions only on what they come with. */
    private static final String PORTABLE = "Eclipse Adoptium";

    private static final int PREFERRED = 25;

    /**
     * The named one, else the first portable one of version 25 or later among JAVA_HOME and those installed, else that which runs
     * this program.
     *
     * @param installed the folder where JDKs are installed
     */
    static Jdk find(@Nullable Path named, Map<String, String> environment, Path installed, Path running) {
        if (named != null) {
            return of(named);
        }
        List<Path> candidates = new ArrayList<>();
        String javaHome = environment.getOrDefault("JAVA_HOME", "");
        if (!javaHome.isEmpty()) {
            candidates.add(Path.of(javaHome));
        }
        candidates.addAll(children(installed));
        return candidates.stream()
                .filter(Jdk::canLink)
                .map(Jdk::of)
                .filter(jdk -> jdk.implementor.equals(PORTABLE) && jdk.version >= PREFERRED)
                .findFirst()
                .orElseGet(() -> of(running));
    }

    private static Jdk of(Path home) {
        if (!canLink(home)) {
            throw new BadInputException(
                    "no JDK that can link a runtime (no bin/jlink)", home.toString(), "name one with --jdk");
        }
        String release = release(home);
        String version = value(release, "JAVA_VERSION");
        Matcher major = Pattern.compile("(?:1\\.)?(\\d+).*").matcher(version);
        if (!major.matches() || Integer.parseInt(major.group(1)) < 17) {
            throw new BadInputException(
                    "Java '" + version + "' is too old or unknown",
                    home.toString(),
                    "name a JDK 17 or newer with --jdk");
        }
        return new Jdk(home, Integer.parseInt(major.group(1)), value(release, "IMPLEMENTOR"));
    }

    Path jlink() {
        return home.resolve("bin/jlink");
    }

    private static boolean canLink(Path home) {
        return Files.isExecutable(home.resolve("bin/jlink"));
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String value(String release, String name) {
        Matcher matcher = Pattern.compile("(?m)^" + name + "=\"([^\"]*)\"").matcher(release);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
