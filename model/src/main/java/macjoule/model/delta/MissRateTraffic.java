package macjoule.model.delta;

import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;

/**
 * What models before DeLTA assume (Hong and Kim, ISCA 2009; Zhou et al., ICS 2017): both caches miss at one fixed rate, whatever
 * the layer. They take 1, so that all L1 traffic reaches memory.
 *
 * @param rate the share of bytes read at a level that the next one has to deliver
 * @param atL1 where the traffic through L1 comes from
 */
public record MissRateTraffic(double rate, TrafficModel atL1) implements TrafficModel {

    public MissRateTraffic {
        if (!(rate > 0 && rate <= 1)) {
            throw new BadInputException(
                    "a miss rate of " + rate,
                    "model miss-rate",
                    "give a rate above 0 and up to 1, such as miss-rate:0.3");
        }
    }

    @Override
    public String name() {
        return "miss-rate:" + rate;
    }

    @Override
    public Traffic traffic(ConvDims layer, Tile tile, GpuSpec gpu) {
        LevelTraffic l1 = atL1.traffic(layer, tile, gpu).l1();
        LevelTraffic l2 = l1.times(rate);
        return new Traffic(l1, l2, l2.times(rate));
    }

    @Override
    public boolean readsMatricesOnce() {
        return atL1.readsMatricesOnce();
    }
}
