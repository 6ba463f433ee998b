package org.nd4j.nativeblas;

/**
 * Ours, not ND4J's, and under the licence of macjoule. Deeplearning4j 1.0.0-M2.1 asks a class of this name whether oneDNN may be used;
 * ND4J has moved that class to another package, so without this one the answer is always no. It does nothing unless the property
 * {@code org.eclipse.deeplearning4j.helpers.disable} is set to {@code false}, which only the engine {@code dl4j-onednn} does.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** What Deeplearning4j asks by reflection. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether the CPU backend holds oneDNN, under its former name. */
        public boolean isUseMKLDNN() {
            return true;
        }
    }
}
