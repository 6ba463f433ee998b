package macjoule.bench.engine.jcuda.driver;

/** Something that can be started on a GPU again and again, after what was started before. */
public interface Work {

    void start(Gpu gpu);

    /** The kernel, or what else computes it, for the record. */
    String kernelName();
}
