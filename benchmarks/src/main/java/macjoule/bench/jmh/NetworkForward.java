package macjoule.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/**
 * One forward pass of a whole network. Also of use from JMH's own command line: {@code -p key=squeezenet-1.1/n1 -p engine=nd4j}. On a GPU add
 * {@code -opi 100} to wait once for a hundred passes, and {@code -prof macjoule.bench.jmh.DeviceTime} for its own clock.
 */
public class NetworkForward extends CaseForward {
    @Param("squeezenet-1.1/n1")
    public String key = "";

    @Override
    String key() {
        return key;
    }
}
