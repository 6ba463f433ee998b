package macjoule.model.delta.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;

/**
 * All combinations of the listed factors of each resource. A resource that is not listed stays as it is. Sizes of L1 and L2
 * matter only to traffic models that look at them, which the paper's own does not.
 */
public record DesignSpace(Map<Resource, List<Double>> factors) {
    public static final DesignSpace EMPTY = new DesignSpace(Map.of());

    public DesignSpace {
        EnumMap<Resource, List<Double>> copy = new EnumMap<>(Resource.class);
        factors.forEach((resource, list) -> copy.put(resource, List.copyOf(list)));
        copy.forEach((resource, list) -> {
            if (list.isEmpty()) {
                throw new BadInputException("no factors for " + resource.key(), "design space", "list 1 or more");
            }
        });
        factors = Collections.unmodifiableMap(copy);
    }

    /** The same with these factors for {@code resource}. */
    public DesignSpace with(Resource resource, List<Double> list) {
        Map<Resource, List<Double>> changed = new EnumMap<>(Resource.class);
        changed.putAll(factors);
        changed.put(resource, list);
        return new DesignSpace(changed);
    }

    /** The same with {@code count} factors for {@code resource}, evenly spread from {@code from} to {@code to}. */
    public DesignSpace with(Resource resource, double from, double to, int count) {
        if (count < 1 || (count == 1 && from != to)) {
            throw new BadInputException(
                    count + " factors from " + from + " to " + to, "design space", "ask for 2 or more");
        }
        List<Double> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(count == 1 ? from : from + (to - from) * i / (count - 1));
        }
        return with(resource, list);
    }

    /** How many designs there are. */
    public long size() {
        long size = 1;
        for (List<Double> list : factors.values()) {
            if (size > Long.MAX_VALUE / list.size()) {
                throw new BadInputException("too many designs to count", "design space", "list fewer factors");
            }
            size *= list.size();
        }
        return size;
    }

    /** Design number {@code index}, counted from 0; the first factors change slowest. */
    public ResourceScale design(long index) {
        long rest = size();
        long place = index;
        Map<Resource, Double> chosen = new EnumMap<>(Resource.class);
        for (Map.Entry<Resource, List<Double>> entry : factors.entrySet()) {
            rest /= entry.getValue().size();
            chosen.put(entry.getKey(), entry.getValue().get((int) (place / rest)));
            place %= rest;
        }
        return new ResourceScale(chosen);
    }
}
