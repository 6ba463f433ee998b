package macjoule.model.reuse;

/** How MACs per element, the unit of AI_c and DI, are set against a machine's FLOP per byte. */
public enum IntensityReading {
    /** As the rooflines of the DI paper (Fig. 3) do: the numbers are compared as they are, whatever their units. */
    PAPER {
        @Override
        public double flopPerByte(double macsPerElement, Precision precision) {
            return macsPerElement;
        }
    },

    /** In true units: two FLOP to a MAC, and an element as large as its precision makes it. */
    PHYSICAL {
        @Override
        public double flopPerByte(double macsPerElement, Precision precision) {
            return 2 * macsPerElement / precision.bytesPerElement();
        }
    };

    public abstract double flopPerByte(double macsPerElement, Precision precision);
}
