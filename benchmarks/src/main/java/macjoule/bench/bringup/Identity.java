package macjoule.bench.bringup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.bench.doctor.NsightCompute;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.GpuProbe;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.run.Host;
import macjoule.calibration.report.WholeFile;

/** What the host and its GPU are, and which libraries and engines are there. */
final class Identity implements StepWork {
    static final String FILE = "host.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> LIBRARIES = List.of(
            "libcudnn.so.9",
            "libcublas.so.13",
            "libcublas.so.12",
            "libcudart.so.13",
            "libcudart.so.12",
            "libnvrtc.so.13",
            "libnvrtc.so.12");

    @Override
    public String run(StepContext context) throws GoneException {
        ObjectNode json = MAPPER.createObjectNode().put("schema", "macjoule.bring-up-host/1");
        json.set("host", MAPPER.valueToTree(Host.detect()));
        HostLibraries libraries = HostLibraries.ofThisHost();
        ObjectNode found = json.putObject("libraries");
        LIBRARIES.forEach(
                name -> found.put(name, libraries.find(name).map(Path::toString).orElse(null)));
        Optional<NsightCompute> profiler = NsightCompute.find(Path.of("/"), Map.copyOf(System.getenv()));
        json.put(
                "nsightCompute",
                profiler.map(one -> one.program() + " " + one.version()).orElse(null));
        ObjectNode engines = json.putObject("engines");
        GpuEngines.all().forEach(engine -> engines.put(engine.name(), state(engine)));
        Availability gpu = Gpu.probe(0);
        if (!gpu.available()) {
            write(context, json.putNull("gpu").put("gpuReason", gpu.reason()));
            throw new GoneException(gpu.reason(), true);
        }
        DeviceIdentity identity = Gpu.open().identity();
        json.set("gpu", MAPPER.valueToTree(identity));
        json.set("sensor", GpuProbe.describe(SensorSpec.HOST, EnergyState.of(SensorSpec.HOST), identity.uuid()));
        write(context, json);
        return identity.name() + ", " + identity.multiprocessors() + " SMs, CUDA " + identity.driver();
    }

    private static String state(Engine engine) {
        Availability availability = engine.probe();
        return availability.available() ? "available" : "unavailable: " + availability.reason();
    }

    private static void write(StepContext context, ObjectNode json) {
        WholeFile.write(context.file(FILE), json.toPrettyString() + "\n");
    }
}
