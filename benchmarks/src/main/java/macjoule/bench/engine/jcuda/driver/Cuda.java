package macjoule.bench.engine.jcuda.driver;

import java.io.IOException;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import macjoule.bench.engine.DeviceLostException;
import org.jspecify.annotations.Nullable;

/** The driver as a whole. It is started once; an attempt that fails gives the same answer ever after, as JCuda cannot be tried again. */
final class Cuda {
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private static boolean started;
    private static @Nullable String obstacle;

    private Cuda() {}

    /** Makes the driver ready and makes sure that it sees a GPU. */
    static synchronized void start() {
        if (!started) {
            started = true;
            obstacle = firstObstacle();
        }
        if (obstacle != null) {
            throw new DeviceLostException(obstacle);
        }
    }

    private static @Nullable String firstObstacle() {
        try {
            Natives.load("JCudaDriver", () -> JCudaDriver.setExceptionsEnabled(false));
        } catch (IOException e) {
            return "cannot unpack JCuda (" + e + "); make room in the home folder";
        } catch (LinkageError e) {
            return noDriver(e);
        }
        int code = JCudaDriver.cuInit(0);
        int[] count = new int[1];
        if (code == CUresult.CUDA_SUCCESS) {
            code = JCudaDriver.cuDeviceGetCount(count);
        }
        if (code == CUresult.CUDA_ERROR_NO_DEVICE || (code == CUresult.CUDA_SUCCESS && count[0] == 0)) {
            return noDevice();
        }
        return code == CUresult.CUDA_SUCCESS
                ? null
                : Status.failure(code, "starting CUDA").getMessage();
    }

    private static String noDriver(LinkageError e) {
        String text = String.valueOf(e.getMessage());
        String reason = text.contains("libcuda")
                ? "no NVIDIA driver: the loader finds no libcuda.so.1"
                : "JCuda does not load (" + text.lines().findFirst().orElse("") + ")";
        return reason + "; install the driver, or start the container with its GPUs";
    }

    private static String noDevice() {
        String visible = System.getenv(VISIBLE);
        return visible == null
                ? "the driver sees no GPU; look at nvidia-smi"
                : VISIBLE + "='" + visible + "' leaves no GPU to be seen; unset it, or name a GPU of nvidia-smi -L";
    }

    /** The newest version of CUDA that the driver serves, such as 13.0. */
    static String driverVersion() {
        int[] version = new int[1];
        Status.check(JCudaDriver.cuDriverGetVersion(version), "asking for the driver's version");
        return version[0] / 1000 + "." + version[0] % 1000 / 10;
    }
}
