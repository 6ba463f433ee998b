package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.reference.ReferenceEngine;
import org.junit.jupiter.api.Test;

/** The samples against the whole result of the reference, which is written apart from them. */
class SampledCheckTest {
    private static final WeightSource WEIGHTS = new WeightSource(1);
    private static final double TOLERANCE = 1e-6;

    /** A device that gives the reference's result, with one image spoilt if that is asked for. */
    private static final class Fake implements DeviceSession {
        private final float[] all;
        private final int batch;
        private final int spoilt;

        Fake(float[] all, int batch, int spoilt) {
            this.all = all;
            this.batch = batch;
            this.spoilt = spoilt;
        }

        static Fake of(Workload workload, int spoilt) {
            try (Session session = new ReferenceEngine().open(workload, WEIGHTS)) {
                session.run();
                return new Fake(session.output(), workload.batch(), spoilt);
            }
        }

        @Override
        public float[] output(int index) {
            int size = all.length / batch;
            float[] image = Arrays.copyOfRange(all, index * size, (index + 1) * size);
            if (index == spoilt) {
                Arrays.fill(image, 0);
            }
            return image;
        }

        @Override
        public float[] output() {
            return all;
        }

        @Override
        public double time(int operations) {
            return operations;
        }

        @Override
        public double timeCold(int operations) {
            return operations;
        }

        @Override
        public List<String> kernels() {
            return List.of();
        }

        @Override
        public void run() {}

        @Override
        public void synchronise() {}

        @Override
        public void close() {}
    }

    @Test
    void everyConvolutionAndFullyConnectedLayerIsSampledAsTheReferenceComputesIt() {
        int checked = 0;
        for (Map.Entry<String, Workload> one : OddLayers.all().entrySet()) {
            Workload workload = one.getValue();
            // The reference takes long for many channels, and they are no other arithmetic.
            if (one.getKey().startsWith("of 64 channels")) {
                continue;
            }
            Optional<Verification> found = SampledCheck.of(workload, WEIGHTS, Fake.of(workload, -1), TOLERANCE);
            found.ifPresent(verification ->
                    assertThat(verification.verified()).as(one.getKey()).isTrue());
            checked += found.isPresent() ? 1 : 0;
        }
        // 14 of 37 channels, 7 in groups, 2 of whole vectors, 3 fully connected.
        assertThat(checked).isEqualTo(26);
    }

    @Test
    void theLastImageCountsAsMuchAsTheFirst() {
        Workload workload = Objects.requireNonNull(OddLayers.all().get("3 groups, stride 2"));
        assertThat(SampledCheck.of(workload, WEIGHTS, Fake.of(workload, 2), TOLERANCE))
                .hasValueSatisfying(found -> assertThat(found.verified()).isFalse());
    }
}
