package macjoule.model.delta.explore;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the designs that no other one beats: cheaper ones are slower, faster ones cost more. Of equal designs the one with the
 * lowest number stays, so the front does not depend on the order in which designs arrive.
 */
final class ParetoFront {
    private final TreeMap<Double, Design> byCost = new TreeMap<>();

    void add(Design design) {
        Map.Entry<Double, Design> rival = byCost.floorEntry(design.cost());
        if (rival != null && !beats(design, rival.getValue())) {
            return;
        }
        Map.Entry<Double, Design> dearer = byCost.ceilingEntry(design.cost());
        while (dearer != null && dearer.getValue().speedup() <= design.speedup()) {
            byCost.remove(dearer.getKey());
            dearer = byCost.ceilingEntry(design.cost());
        }
        byCost.put(design.cost(), design);
    }

    void addAll(ParetoFront other) {
        other.byCost.values().forEach(this::add);
    }

    /** From the cheapest to the fastest. */
    List<Design> designs() {
        return List.copyOf(byCost.values());
    }

    /** Whether {@code design} earns a place beside or instead of one that costs no more. */
    private static boolean beats(Design design, Design rival) {
        boolean equal = design.speedup() == rival.speedup() && design.cost() == rival.cost();
        return design.speedup() > rival.speedup() || (equal && design.index() < rival.index());
    }
}
