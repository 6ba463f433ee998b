package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.sim.SimulationSetup;

/**
 * The filters of a layer in groups of columns of tiles.
 *
 * @param filters of a full group
 * @param full groups
 * @param rest filters of the last group where it is not full; 0 where it is
 */
record ColumnGroups(int filters, int full, int rest) {

    static ColumnGroups of(SimulationSetup setup, int columns) {
        int all = setup.layer().filters();
        int ofGroup = (int) Math.min(all, (long) columns * setup.tile().n());
        return new ColumnGroups(ofGroup, all / ofGroup, all % ofGroup);
    }

    static ConvDims withFilters(ConvDims layer, int filters) {
        return new ConvDims(layer.name(), layer.batch(), layer.input(), filters, layer.window(), layer.groups());
    }
}
