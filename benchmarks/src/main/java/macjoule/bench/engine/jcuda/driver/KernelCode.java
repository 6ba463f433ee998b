package macjoule.bench.engine.jcuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.bench.engine.DeviceException;

/** The kernels as machine code of one architecture, or as PTX, which the driver compiles for its GPU. */
final class KernelCode {
    /** What the code for tensor cores needs. */
    private static final int FIRST_WITH_TENSOR_CORES = 80;

    private static final int FIRST = 60;
    private static final String FOLDER = "/macjoule/bench/engine/jcuda/";
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*\\.version\\s+(\\d+\\.\\d+)");

    private final byte[] content;
    private final String origin;

    /**
     * Code as the driver takes it.
     *
     * @param origin who made it, and for which architecture
     */
    KernelCode(byte[] content, String origin) {
        this.content = content;
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    /** With a zero behind it, up to which the driver reads PTX. */
    byte[] terminated() {
        return Arrays.copyOf(content, content.length + 1);
    }

    static String source() {
        return new String(resource("kernels.cu"), StandardCharsets.UTF_8);
    }

    /** What measures the memory of any GPU that the kernels run on. */
    static KernelCode probes() {
        String architecture = "compute_" + FIRST;
        return new KernelCode(resource("probes." + architecture + ".ptx"), "shipped probes, " + architecture);
    }

    static KernelCode shipped(int computeCapability) {
        if (computeCapability < FIRST) {
            throw new DeviceException("the kernels need compute capability 6.0, this GPU has " + computeCapability / 10
                    + "." + computeCapability % 10 + "; use a newer one");
        }
        int newest = DeviceIdentity.multipliesByGroups(computeCapability)
                ? computeCapability
                : computeCapability < FIRST_WITH_TENSOR_CORES ? FIRST : FIRST_WITH_TENSOR_CORES;
        String architecture = "compute_" + architecture(newest);
        return new KernelCode(resource("kernels." + architecture + ".ptx"), "shipped, " + architecture);
    }

    /** As compilers call it, with all that it can do; such code runs on no other GPU. */
    static String architecture(int computeCapability) {
        return computeCapability + (DeviceIdentity.multipliesByGroups(computeCapability) ? "a" : "");
    }

    /** The version of PTX, which tells how new the driver must be. */
    String version() {
        Matcher matcher = VERSION.matcher(new String(content, StandardCharsets.UTF_8));
        return matcher.find() ? matcher.group(1) : "of unknown version";
    }

    private static byte[] resource(String name) {
        try (InputStream content = KernelCode.class.getResourceAsStream(FOLDER + name)) {
            if (content == null) {
                throw new IllegalStateException("this build holds no " + name);
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
