package macjoule.bench.engine.cudnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.cuda.HostLibraries;
import org.bytedeco.cuda.presets.cublas;
import org.bytedeco.cuda.presets.cudart;
import org.bytedeco.cuda.presets.cudnn;
import org.bytedeco.cuda.presets.nvrtc;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;

/**
 * The libraries that the bindings were made for, found on this host and loaded from where they lie. The loader of the system would
 * only find them if its search path had been set before this process began.
 */
public final class HostBindings {
    private static final Pattern LINK = Pattern.compile("(\\w+)@(\\.\\d+)");

    /** Those without which nothing can be computed. cuDNN compiles some kernels at run time, with NVRTC where it is there. */
    private static final List<Class<?>> NEEDED = List.of(cudart.class, cublas.class, cudnn.class);

    private static final List<Class<?>> HELPFUL = List.of(nvrtc.class);

    /** As the bindings themselves say, see their section of needed versions. */
    static final String LEAST_GLIBC = "2.34";

    private static final List<String> C_LIBRARIES = List.of("/lib64/libc.so.6", "/lib/x86_64-linux-gnu/libc.so.6");
    private static final Pattern VERSIONED = Pattern.compile("libc-(\\d+\\.\\d+)\\.so");

    private final HostLibraries libraries;

    public HostBindings(HostLibraries libraries) {
        this.libraries = libraries;
    }

    /** Where each needed library lies, by its name, such as {@code libcudnn_ops.so.9}; empty if it is not here. */
    public Map<String, Optional<Path>> needed() {
        return located(NEEDED);
    }

    /** Whether all are here. Loads none. */
    Availability probe() {
        List<String> missing = needed().entrySet().stream()
                .filter(library -> library.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (missing.isEmpty()) {
            return glibc();
        }
        return Availability.no("this host has no " + String.join(", no ", missing)
                + "; install cuDNN and the CUDA toolkit, or name their folder in " + HostLibraries.OWN_FOLDER);
    }

    /** They ask for a newer C library than all else here, and would only say so when they are loaded. */
    private static Availability glibc() {
        return C_LIBRARIES.stream()
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .map(HostBindings::glibc)
                .orElse(Availability.yes());
    }

    /** Up to 2.33 the library's own name tells the version, and that of all others is a link to it; from 2.34 on there is no other. */
    static Availability glibc(Path library) {
        try {
            Matcher named = VERSIONED.matcher(library.toRealPath().getFileName().toString());
            return named.matches() ? glibc(named.group(1)) : Availability.yes();
        } catch (IOException e) {
            return Availability.yes();
        }
    }

    static Availability glibc(String version) {
        return isAtLeast(version, LEAST_GLIBC)
                ? Availability.yes()
                : Availability.no("the bindings of cuDNN need glibc " + LEAST_GLIBC + ", this host has " + version
                        + "; use the engines of jcuda, or a newer system or container");
    }

    private static boolean isAtLeast(String version, String least) {
        return Runtime.Version.parse(version).compareTo(Runtime.Version.parse(least)) >= 0;
    }

    /**
     * Loads all, then the bindings. One that only helps may stay away.
     *
     * @throws UnsatisfiedLinkError if one that is needed cannot be loaded, naming it and what it lacks
     */
    void load() {
        List<Path> needed = paths(NEEDED);
        List<Path> waiting = Stream.concat(needed.stream(), paths(HELPFUL).stream())
                .distinct()
                .toList();
        while (waiting.stream().anyMatch(needed::contains)) {
            waiting = loadThoseThatCan(waiting, needed);
        }
        Loader.load(org.bytedeco.cuda.global.cudart.class);
        Loader.load(org.bytedeco.cuda.global.cublas.class);
        Loader.load(org.bytedeco.cuda.global.cudnn.class);
    }

    /** They need one another, in an order that differs between versions: whichever can be loaded makes way for more. */
    private static List<Path> loadThoseThatCan(List<Path> libraries, List<Path> needed) {
        List<Path> left = new ArrayList<>();
        UnsatisfiedLinkError last = new UnsatisfiedLinkError();
        for (Path library : libraries) {
            try {
                System.load(library.toString());
            } catch (UnsatisfiedLinkError e) {
                left.add(library);
                last = needed.contains(library) ? e : last;
            }
        }
        if (left.size() == libraries.size()) {
            throw last;
        }
        return left;
    }

    private List<Path> paths(List<Class<?>> presets) {
        return located(presets).values().stream().flatMap(Optional::stream).toList();
    }

    private Map<String, Optional<Path>> located(List<Class<?>> presets) {
        Map<String, Optional<Path>> found = new LinkedHashMap<>();
        presets.stream().flatMap(HostBindings::links).forEach(name -> found.put(name, libraries.find(name)));
        return found;
    }

    /** A preset says what it links, {@code cudnn@.9} for {@code libcudnn.so.9}; a mark at the end is for what the driver brings. */
    private static Stream<String> links(Class<?> preset) {
        return Stream.of(preset.getAnnotation(Properties.class).value())
                .filter(platform -> platform.value().length == 0 || isLinux(platform))
                .flatMap(platform -> Stream.of(platform.link()))
                .map(LINK::matcher)
                .filter(Matcher::matches)
                .map(link -> "lib" + link.group(1) + ".so" + link.group(2));
    }

    private static boolean isLinux(Platform platform) {
        return Stream.of(platform.value()).anyMatch(name -> name.startsWith("linux"));
    }
}
