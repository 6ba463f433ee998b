package macjoule.model.delta.explore;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import macjoule.model.BadInputException;

/**
 * What a design costs relative to the GPU it starts from: the weighted mean of how much it has of each resource in all. More SMs
 * bring more of what each SM has and are charged for it.
 *
 * @param weights each resource's share in the cost, in any unit; one that is not named costs nothing
 */
public record DesignCost(Map<Resource, Double> weights) {

    public DesignCost {
        EnumMap<Resource, Double> copy = new EnumMap<>(Resource.class);
        copy.putAll(weights);
        double sum = 0;
        for (Map.Entry<Resource, Double> weight : copy.entrySet()) {
            if (!(weight.getValue() >= 0 && weight.getValue() < Double.POSITIVE_INFINITY)) {
                throw new BadInputException(
                        weight.getKey().key() + " weighs " + weight.getValue(), "design cost", "give 0 or more");
            }
            sum += weight.getValue();
        }
        if (!(sum > 0)) {
            throw new BadInputException("nothing costs anything", "design cost", "give one weight above 0");
        }
        weights = Collections.unmodifiableMap(copy);
    }

    /** Every resource weighs the same. */
    public static DesignCost even() {
        Map<Resource, Double> weights = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            weights.put(resource, 1.0);
        }
        return new DesignCost(weights);
    }

    /** The cost of a design; 1 for the GPU it starts from. */
    public double of(ResourceScale scale) {
        double cost = 0;
        double sum = 0;
        for (Map.Entry<Resource, Double> weight : weights.entrySet()) {
            cost += weight.getValue() * scale.total(weight.getKey());
            sum += weight.getValue();
        }
        return cost / sum;
    }
}
