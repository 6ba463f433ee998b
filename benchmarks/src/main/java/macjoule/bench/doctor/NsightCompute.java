package macjoule.bench.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The profiler that reads a GPU's counters.
 *
 * @param program its path
 */
public record NsightCompute(Path program) {
    /** What keeps counters from ordinary users. */
    public static final String RESTRICTED = "the driver lets only administrators read counters";

    /** What to do about that. */
    public static final String PERMIT =
            "put 'options nvidia NVreg_RestrictProfilingToAdminUsers=0' into /etc/modprobe.d/nvidia-profiling.conf"
                    + " and restart, or in a container add the capability SYS_ADMIN";

    /** What to do where the profiler is missing. */
    public static final String INSTALL =
            "install Nsight Compute (package nsight-compute of NVIDIA's repository), or add it to PATH";

    private static final String INSTALLED = "/opt/nvidia/nsight-compute";
    private static final Pattern VERSION = Pattern.compile("Version (\\d[\\d.]*)");

    /** Looks on the path, in the toolkits, and where its own installer puts it, the newest version first. */
    public static Optional<NsightCompute> find(Path root, Map<String, String> environment) {
        return find(new HostFiles(root, Map.copyOf(environment)))
                .map(path -> new NsightCompute(root.resolve(path.substring(1))));
    }

    static Optional<String> find(HostFiles files) {
        List<String> folders = new ArrayList<>();
        for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
            Optional.ofNullable(files.environment().get(variable))
                    .filter(home -> home.startsWith("/"))
                    .ifPresent(home -> folders.add(home + "/bin"));
        }
        folders.add("/usr/local/cuda/bin");
        newestFirst(files.list("/usr/local")).stream()
                .filter(folder -> folder.startsWith("/usr/local/cuda-"))
                .forEach(folder -> folders.add(folder + "/bin"));
        folders.addAll(newestFirst(files.list(INSTALLED)));
        return files.program("ncu", folders);
    }

    /** What the profiler says of its version; "unknown" if it says nothing. */
    public String version() {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "unknown";
            }
            Matcher matcher =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.find() ? matcher.group(1) : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** In the order of names, which is that of versions since they have two digits. */
    private static List<String> newestFirst(List<String> folders) {
        List<String> reversed = new ArrayList<>(folders);
        Collections.reverse(reversed);
        return reversed;
    }
}
