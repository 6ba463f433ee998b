package macjoule.bench.engine.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.bench.engine.Availability;

/** Whether a GPU here can run ND4J's CUDA code, asked of the driver's own tool: nothing of CUDA is loaded into this JVM. */
final class CudaDevices {
    /**
     * Compute capabilities, times ten. ND4J's library holds machine code for 3.7 to 8.6, which later 8.x run as well, and nothing
     * that a driver could compile for newer ones.
     */
    private static final int OLDEST = 37;

    private static final int NEWEST = 89;

    private CudaDevices() {}

    static Availability probe() {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Availability.no("nvidia-smi does not answer");
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? judge(answer.lines().map(String::strip).toList())
                    : Availability.no("no NVIDIA GPU: " + answer.strip().replaceAll("\\s+", " "));
        } catch (IOException e) {
            return Availability.no("no NVIDIA driver: nvidia-smi is not on the PATH");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Availability.no("interrupted while asking nvidia-smi");
        }
    }

    /** Judges the first device, which is the one ND4J uses. */
    static Availability judge(List<String> computeCapabilities) {
        if (computeCapabilities.isEmpty() || !computeCapabilities.get(0).matches("\\d{1,2}\\.\\d")) {
            return Availability.no("nvidia-smi tells no compute capability: " + computeCapabilities);
        }
        String first = computeCapabilities.get(0);
        int capability = Integer.parseInt(first.replace(".", ""));
        return capability >= OLDEST && capability <= NEWEST
                ? Availability.yes()
                : Availability.no("ND4J's CUDA library runs on compute capability 3.7 to 8.9; this GPU has " + first);
    }
}
