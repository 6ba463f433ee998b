package macjoule.model.training;

/** Which transfers that a step has to wait for may run while that step computes. Prefetches and stores always may. */
public enum Overlap {
    /** What is streamed through row buffers; a whole tensor has to arrive first. */
    STREAMED,
    /** All. */
    ALL,
    /** None. */
    NONE
}
