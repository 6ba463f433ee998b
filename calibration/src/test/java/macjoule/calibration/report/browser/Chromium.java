package macjoule.calibration.report.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Chromium without a window, with a profile of its own. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int PATIENCE_TENTHS = 600;

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    /** Where a Chromium lies on the PATH. */
    static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path program) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-extensions",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log.txt").toFile())
                .start();
        tools = new DevTools(address(profile.resolve("DevToolsActivePort")));
    }

    BrowserPage newPage() {
        return new BrowserPage(tools);
    }

    /** The browser writes its port and its path into a file once it listens. */
    private URI address(Path file) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_TENTHS && process.isAlive(); i++) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
                }
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("the browser does not listen");
    }

    @Override
    public void close() throws IOException {
        tools.call(null, "Browser.close", DevTools.parameters());
        process.onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            // Processes it started may still be leaving; what they hold on to stays behind.
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
