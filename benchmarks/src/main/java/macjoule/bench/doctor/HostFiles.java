package macjoule.bench.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a host as far as they tell what it has. What cannot be read is as good as not there.
 *
 * @param root the root of the file system, another one in tests
 * @param environment the variables of this process
 */
record HostFiles(Path root, Map<String, String> environment) {
    private static final List<String> LIBRARY_FOLDERS = List.of(
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/lib64",
            "/usr/lib64",
            "/lib",
            "/usr/lib",
            "/usr/local/lib",
            "/usr/local/nvidia/lib64",
            "/usr/local/cuda/lib64",
            "/usr/lib/wsl/lib");

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    boolean isReadable(String path) {
        return Files.isReadable(at(path));
    }

    boolean isWritable(String path) {
        return Files.isWritable(at(path));
    }

    String text(String path) {
        try {
            return Files.readString(at(path));
        } catch (IOException e) {
            return "";
        }
    }

    /** The first group of {@code regex} where it is first found in a file. */
    Optional<String> find(String path, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text(path));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The paths in a folder, ordered by name. */
    List<String> list(String folder) {
        try (Stream<Path> files = Files.list(at(folder))) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Where the loader would find a library. */
    Optional<String> library(String name) {
        return first(libraryFolders(), name);
    }

    /** Where the shell would find a program, or where its installer puts it. */
    Optional<String> program(String name, List<String> otherFolders) {
        List<String> folders = new ArrayList<>(split(environment.getOrDefault("PATH", "")));
        folders.addAll(otherFolders);
        return first(folders, name);
    }

    /** The version in the name of the file that a library's short name leads to, such as 580.65.06. */
    Optional<String> libraryVersion(String path) {
        try {
            String real = at(path).toRealPath().getFileName().toString();
            Matcher matcher = Pattern.compile("\\.so\\.(\\d+\\.\\d[\\d.]*)$").matcher(real);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether this process has the rights of an administrator: root, or the capability SYS_ADMIN. */
    boolean isAdministrator() {
        int sysAdmin = 21;
        return find("/proc/self/status", "(?m)^Uid:\\s+\\d+\\s+(\\d+)")
                        .filter("0"::equals)
                        .isPresent()
                || find("/proc/self/status", "(?m)^CapEff:\\s+([0-9a-f]+)$")
                        .filter(mask -> (Long.parseUnsignedLong(mask, 16) >>> sysAdmin & 1) == 1)
                        .isPresent();
    }

    boolean isContainer() {
        return exists("/.dockerenv")
                || exists("/run/.containerenv")
                || environment.containsKey("KUBERNETES_SERVICE_HOST");
    }

    private List<String> libraryFolders() {
        List<String> folders = new ArrayList<>(split(environment.getOrDefault("LD_LIBRARY_PATH", "")));
        folders.addAll(LIBRARY_FOLDERS);
        for (String file : list("/etc/ld.so.conf.d")) {
            text(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("/"))
                    .forEach(folders::add);
        }
        return folders;
    }

    private Optional<String> first(List<String> folders, String name) {
        return folders.stream()
                .map(folder -> folder + "/" + name)
                .filter(this::exists)
                .findFirst();
    }

    private static List<String> split(String paths) {
        return Arrays.stream(paths.split(":"))
                .filter(path -> path.startsWith("/"))
                .toList();
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
