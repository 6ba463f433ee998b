package macjoule.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import macjoule.model.BadInputException;
import macjoule.model.net.Network;
import macjoule.model.net.Node;

/** Network files for tests: those among the test resources, and those written on the spot. */
final class Samples {
    private Samples() {}

    static Path resource(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Samples.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static Import read(String resource) {
        return NetworkFiles.read(resource(resource), Options.STRICT);
    }

    static Import read(Path file) {
        return NetworkFiles.read(file, Options.STRICT);
    }

    static Path write(Path directory, String name, String text) {
        return write(directory, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path directory, String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Node node(Network network, String name) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The type and the output of each node, such as {@code pooling 4x4x4}. */
    static List<String> shapes(Network network) {
        return network.nodes().stream()
                .map(node -> node.type() + " " + node.output())
                .toList();
    }

    /** The file must be refused in one line that says what is wrong, and that the file and the place follow. */
    static void assertRefused(Path file, String what, String where) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(file))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .contains(what)
                        .contains(where)
                        .doesNotContain("\n"));
    }
}
