package macjoule.bench.engine.jcuda.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.cuda.HostLibraries;

/** Compiles the kernels for the very architecture of a GPU, on hosts that have NVRTC anywhere. What it made is kept for later. */
final class Nvrtc {
    /** The system property that, set to false, has the shipped code used even so. */
    static final String SWITCH = "macjoule.nvrtc";

    private static final List<String> NEWEST_FIRST = List.of("libnvrtc.so.13", "libnvrtc.so.12");

    private Nvrtc() {}

    /**
     * What came of it.
     *
     * @param reason why there is no code; empty if there is
     */
    record Outcome(Optional<KernelCode> code, String reason) {
        static Outcome of(KernelCode code) {
            return new Outcome(Optional.of(code), "");
        }

        static Outcome none(String reason) {
            return new Outcome(Optional.empty(), reason);
        }
    }

    /** Without code where there is no NVRTC, or none that serves this GPU and its driver: then the shipped code does. */
    static Outcome compile(DeviceIdentity device) {
        if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
            return Outcome.none("-D" + SWITCH + "=false");
        }
        HostLibraries host = HostLibraries.ofThisHost();
        String reason = "this host has none";
        for (String name : NEWEST_FIRST) {
            Optional<Path> file = host.find(name);
            if (file.isPresent()) {
                try {
                    return Outcome.of(code(new NvrtcLibrary(file.get()), device));
                } catch (LinkageError | IOException | NvrtcLibrary.Failure e) {
                    reason = file.get() + ": " + e.getMessage();
                }
            }
        }
        return Outcome.none(reason);
    }

    private static KernelCode code(NvrtcLibrary library, DeviceIdentity device) throws IOException {
        NvrtcLibrary.Version version = library.version();
        // A driver takes code of any compiler of its own major version, and of older ones.
        if (version.major() > majorOf(device.driver())) {
            throw new NvrtcLibrary.Failure(
                    "NVRTC " + version + " is too new for the driver, which is for CUDA " + device.driver());
        }
        String architecture = architecture(library.architectures(), device.computeCapability());
        String source = KernelCode.source();
        Path kept = Natives.folder().resolve("kernels-" + hash(source) + "-" + version + "-" + architecture);
        if (!Files.isRegularFile(kept)) {
            if (System.getenv(KernelModule.KEPT_ONLY) != null) {
                throw new NvrtcLibrary.Failure("the process that was to compile the kernels left none");
            }
            Natives.place(kept, library.compile(source, "kernels.cu", architecture));
        }
        return new KernelCode(Files.readAllBytes(kept), "NVRTC " + version + ", " + architecture);
    }

    private static int majorOf(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** The GPU's own, for which there is nothing left to compile, else PTX for the newest that is not newer than the GPU. */
    private static String architecture(List<Integer> known, int computeCapability) {
        int newest = known.stream()
                .filter(one -> one <= computeCapability)
                .max(Integer::compare)
                .orElseThrow(() -> new NvrtcLibrary.Failure("it knows no GPU as old as this one"));
        return newest == computeCapability ? "sm_" + KernelCode.architecture(newest) : "compute_" + newest;
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
