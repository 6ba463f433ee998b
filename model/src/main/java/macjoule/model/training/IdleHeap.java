package macjoule.model.training;

import java.util.Arrays;

/**
 * The tensors lying idle in the cache, the one used again last on top, of equals the one with the lower number. A binary heap that
 * knows where each tensor is, so that any can be taken out, without a single object per entry.
 */
final class IdleHeap {
    private static final int ABSENT = -1;

    private final int[] heap;
    private final int[] place;
    private final int[] nextUse;
    private int size;

    IdleHeap(int tensors) {
        heap = new int[tensors];
        nextUse = new int[tensors];
        place = new int[tensors];
        Arrays.fill(place, ABSENT);
    }

    boolean contains(int tensor) {
        return place[tensor] != ABSENT;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int top() {
        return heap[0];
    }

    void add(int tensor, int nextStep) {
        nextUse[tensor] = nextStep;
        put(tensor, size++);
        rise(tensor);
    }

    void remove(int tensor) {
        int hole = place[tensor];
        place[tensor] = ABSENT;
        int last = heap[--size];
        if (last != tensor) {
            put(last, hole);
            rise(last);
            sink(last);
        }
    }

    private void rise(int tensor) {
        int i = place[tensor];
        while (i > 0 && above(tensor, heap[(i - 1) / 2])) {
            put(heap[(i - 1) / 2], i);
            i = (i - 1) / 2;
        }
        put(tensor, i);
    }

    private void sink(int tensor) {
        int i = place[tensor];
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && above(heap[child + 1], heap[child])) {
                child++;
            }
            if (above(tensor, heap[child])) {
                break;
            }
            put(heap[child], i);
            i = child;
        }
        put(tensor, i);
    }

    private boolean above(int tensor, int other) {
        return nextUse[tensor] != nextUse[other] ? nextUse[tensor] > nextUse[other] : tensor < other;
    }

    private void put(int tensor, int position) {
        heap[position] = tensor;
        place[tensor] = position;
    }
}
