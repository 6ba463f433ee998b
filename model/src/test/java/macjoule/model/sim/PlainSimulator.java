package macjoule.model.sim;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.delta.ConvDims;
import macjoule.model.net.Window;

/**
 * The simulation lane by lane, with nothing clever in it: what the fast one must agree with to the last sector. One instance
 * runs one setup once.
 */
final class PlainSimulator {
    private static final int IFMAP = 0;
    private static final int FILTER = 1;

    private final SimulationSetup setup;
    private final ConvDims layer;
    private final long filterBase;
    private final long outputBase;
    private final List<PlainCache> l1s = new ArrayList<>();
    private final PlainCache l2;

    private final long[] requests = new long[2];
    private final long[] lines = new long[2];
    private final long[] sectors = new long[2];
    private final long[] l2Sectors = new long[2];
    private final long[] dramSectors = new long[2];
    private long lanes;
    private long written;

    PlainSimulator(SimulationSetup setup) {
        this.setup = setup;
        this.layer = setup.layer();
        this.filterBase = ceil256(4L * layer.batch() * layer.input().elements());
        this.outputBase =
                filterBase + ceil256(4L * layer.gemm().n() * layer.gemm().k());
        this.l2 = new PlainCache(setup.l2().sets(), setup.l2().ways());
        int caches = setup.privateL1() ? setup.slots() : setup.sms();
        long bytes = setup.l1().bytes() / (setup.privateL1() ? setup.activeCtas() : 1);
        for (int i = 0; i < caches; i++) {
            l1s.add(new PlainCache(
                    (int) (bytes / 128 / setup.l1().ways()), setup.l1().ways()));
        }
    }

    MachineCounts run() {
        for (long first = 0; first < setup.ctas(); first += setup.slots()) {
            int busy = (int) Math.min(setup.slots(), setup.ctas() - first);
            int rounds = setup.loops() + setup.skew() * (setup.activeCtas() - 1);
            for (int round = 0; round < rounds; round++) {
                for (int slot = 0; slot < busy; slot++) {
                    int iteration = round - setup.skew() * (slot / setup.sms());
                    if (iteration >= 0 && iteration < setup.loops()) {
                        iterate(slot, first + slot, iteration);
                    }
                }
            }
            for (int slot = 0; slot < busy && setup.writes(); slot++) {
                write(first + slot);
            }
        }
        return new MachineCounts(counts(IFMAP), counts(FILTER), lanes, written);
    }

    private void iterate(int slot, long cta, int iteration) {
        PlainCache l1 = l1s.get(setup.privateL1() ? slot : slot % setup.sms());
        int tileK = setup.tile().k();
        for (long k = (long) iteration * tileK; k < (long) (iteration + 1) * tileK; k++) {
            for (int warp = 0; warp < setup.tile().m() / 32; warp++) {
                long[] addresses = new long[32];
                for (int lane = 0; lane < 32; lane++) {
                    addresses[lane] = inputAddress(firstRow(cta) + 32L * warp + lane, k);
                }
                load(l1, addresses, IFMAP);
            }
        }
        int perWarp = 32 / tileK;
        for (int filter = 0; filter < setup.tile().n(); filter += perWarp) {
            long[] addresses = new long[32];
            for (int lane = 0; lane < 32; lane++) {
                long n = firstFilter(cta) + filter + lane / tileK;
                long k = (long) iteration * tileK + lane % tileK;
                boolean there = n < layer.gemm().n() && k < layer.gemm().k();
                addresses[lane] = there ? filterBase + 4 * (n * layer.gemm().k() + k) : -1;
            }
            load(l1, addresses, FILTER);
        }
    }

    /** The byte address of an element of the im2col matrix; -1 in the padding and outside the matrix. */
    private long inputAddress(long m, long k) {
        if (m >= layer.gemm().m() || k >= layer.gemm().k()) {
            return -1;
        }
        Window window = layer.window();
        long map = (long) layer.outHeight() * layer.outWidth();
        long r = k % window.area() / window.kernelWidth();
        long s = k % window.kernelWidth();
        long y = m % map / layer.outWidth() * window.strideHeight()
                - window.padding().top()
                + r * window.dilationHeight();
        long x = m % layer.outWidth() * window.strideWidth() - window.padding().left() + s * window.dilationWidth();
        int height = layer.input().height();
        int width = layer.input().width();
        if (y < 0 || y >= height || x < 0 || x >= width) {
            return -1;
        }
        long channel = m / map * layer.input().channels() + k / window.area();
        return 4 * ((channel * height + y) * width + x);
    }

    private void load(PlainCache l1, long[] addresses, int operand) {
        List<long[]> accesses = coalesce(addresses);
        if (accesses.isEmpty()) {
            return;
        }
        requests[operand]++;
        for (long[] access : accesses) {
            lines[operand]++;
            sectors[operand] += Long.bitCount(access[1]);
            int missed = l1.load(access[0], (int) access[1]);
            if (missed != 0) {
                l2Sectors[operand] += Integer.bitCount(missed);
                dramSectors[operand] += Integer.bitCount(l2.load(access[0], missed));
            }
        }
        for (long address : addresses) {
            lanes += address < 0 ? 0 : 1;
        }
    }

    private void write(long cta) {
        long map = (long) layer.outHeight() * layer.outWidth();
        for (long n = firstFilter(cta);
                n < Math.min(firstFilter(cta) + setup.tile().n(), layer.gemm().n());
                n++) {
            long[] addresses = new long[setup.tile().m()];
            for (int i = 0; i < addresses.length; i++) {
                long m = firstRow(cta) + i;
                long element = (m / map * layer.gemm().n() + n) * map + m % map;
                addresses[i] = m < layer.gemm().m() ? outputBase + 4 * element : -1;
            }
            for (long[] access : coalesce(addresses)) {
                written += Long.bitCount(access[1]);
                l2.load(access[0], (int) access[1]);
            }
        }
    }

    /** Lines with their sectors, one for each stretch of lanes on the same line. */
    private static List<long[]> coalesce(long[] addresses) {
        List<long[]> accesses = new ArrayList<>();
        for (long address : addresses) {
            if (address < 0) {
                continue;
            }
            long sector = 1L << (address / 32 % 4);
            long[] last = accesses.isEmpty() ? new long[] {-1, 0} : accesses.get(accesses.size() - 1);
            if (last[0] == address / 128) {
                last[1] |= sector;
            } else {
                accesses.add(new long[] {address / 128, sector});
            }
        }
        return accesses;
    }

    private long firstRow(long cta) {
        return setup.tile().m() * (setup.order() == CtaOrder.COLUMN ? cta % setup.rows() : cta / setup.columns());
    }

    private long firstFilter(long cta) {
        return setup.tile().n() * (setup.order() == CtaOrder.COLUMN ? cta / setup.rows() : cta % setup.columns());
    }

    private OperandCounts counts(int operand) {
        return new OperandCounts(
                requests[operand], lines[operand], sectors[operand], l2Sectors[operand], dramSectors[operand]);
    }

    private static long ceil256(long bytes) {
        return (bytes + 255) / 256 * 256;
    }
}
