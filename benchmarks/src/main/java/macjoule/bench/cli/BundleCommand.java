package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import macjoule.bench.bundle.Bundle;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a portable archive of this program. */
@Command(
        name = "bundle",
        description = {
            "Writes an archive with a Java runtime of its own, for Linux hosts without Java.",
            "It holds everything but the engines on ND4J. It takes Eclipse Temurin 25 where that is installed, which runs on"
                    + " glibc 2.17 and newer."
        })
final class BundleCommand extends DataCommand {
    private static final String PLATFORM = "linux-x86_64";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The archive, .tar.xz or .tar.gz; default macjoule-VERSION-" + PLATFORM + " in this folder.")
    private @Nullable Path file;

    @Option(names = "--jdk", paramLabel = "DIR", description = "The JDK to take the runtime from.")
    private @Nullable Path jdk;

    @Override
    public Integer call() {
        String platform =
                (System.getProperty("os.name") + "-" + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
        if (!platform.equals("linux-amd64")) {
            throw new BadInputException("no bundle for " + platform, "bundle", "make it on Linux on x86-64");
        }
        String name = "macjoule-" + MacjouleCommand.version() + "-" + PLATFORM;
        Bundle.Written written = new Bundle(jar(), name, this::note).write(file, jdk);
        return show(table(written), () -> json(written));
    }

    private static Path jar() {
        try {
            return Path.of(BundleCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this program is no file", e);
        }
    }

    private static Table<Bundle.Written> table(Bundle.Written written) {
        List<Column<Bundle.Written>> columns = List.of(
                Column.text("file", "file", one -> one.file().toString()),
                Column.number("bytes", "MB", Bundle.Written::bytes, one -> Format.decimal(one.bytes() / 1e6, 1)),
                Column.text("java", "Java", Bundle.Written::java),
                Column.text("glibc", "glibc", Bundle.Written::glibc),
                Column.text(
                        "glibcOfCuda",
                        "glibc for cuDNN",
                        one -> one.glibcOfCuda().orElse(Format.UNKNOWN)));
        return new Table<>("bundle", columns, List.of(written));
    }

    private static ObjectNode json(Bundle.Written written) {
        return Json.document("bundle")
                .put("file", written.file().toString())
                .put("bytes", written.bytes())
                .put("java", written.java())
                .put("glibc", written.glibc())
                .put("glibcOfCuda", written.glibcOfCuda().orElse(null));
    }
}
