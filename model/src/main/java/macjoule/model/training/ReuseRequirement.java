package macjoule.model.training;

/**
 * One reuse of a tensor and the cache it takes to capture it.
 *
 * @param tensor bytes of the tensor that is reused
 * @param capacity bytes of all distinct tensors accessed from one use to the next, both ends included
 */
public record ReuseRequirement(ReuseScope scope, String name, String from, String to, long tensor, long capacity) {}
