package macjoule.bench.engine.cudnn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts by the versions that glibc gives of itself; that the bindings need 2.34 is read from them in BundleTest. */
class HostBindingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.34", "2.35", "2.40", "3.1"})
    void newerLibrariesDo(String version) {
        assertThat(HostBindings.glibc(version).available()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.17", "2.28", "2.31", "2.9"})
    void olderOnesAreNamedWithTheWayOut(String version) {
        assertThat(HostBindings.glibc(version).reason())
                .isEqualTo("the bindings of cuDNN need glibc 2.34, this host has " + version
                        + "; use the engines of jcuda, or a newer system or container");
    }
}
