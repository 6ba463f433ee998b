// Words of shared memory that know who wrote and who read them since the last barrier.
#pragma once

#include "fibres.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace emulation {

/** One word. Any access that another thread's access may overtake is a fault, and so is reading what nobody wrote. */
template <class T>
class alignas(32) Word {
public:
    operator T() const {
        noteRead();
        return value;
    }

    Word& operator=(T next) {
        noteWrite();
        value = next;
        return *this;
    }

    /** An asynchronous copy may land at any time from now on. */
    void beginCopy() {
        noteWrite();
        inFlight = true;
    }

    void endCopy(T next) {
        value = next;
        inFlight = false;
        noteWriter();
    }

    /** From now on until {@link endProduct} a product may read it at any time. */
    void beginProduct() {
        noteRead();
        if (shown == shows[writer]) {
            fault("has products read what was not shown to them");
        }
        products++;
    }

    void endProduct() { products--; }

    /** What lies there, with nothing noted. */
    T peek() const { return value; }

    /** How often each thread has had products see what it has written. */
    static inline unsigned shows[1024];

    /** Vectors of four words start at every fourth word of what was declared with such an alignment. */
    bool startsVector(int words) const { return reinterpret_cast<uintptr_t>(this) / sizeof(Word) % words == 0; }

private:
    static constexpr int NOBODY = -1, SEVERAL = -2;

    void enter() const {
        if (serial != block().serial) {
            serial = block().serial;
            written = inFlight = false;
            products = 0;
            writeEpoch = readEpoch = 0;
            writer = reader = NOBODY;
        }
    }

    void noteRead() const {
        enter();
        const Block& b = block();
        if (inFlight) {
            fault("reads shared memory while a copy to it is under way");
        }
        if (!written) {
            fault("reads shared memory that nobody wrote");
        }
        if (writeEpoch == b.epoch && writer != b.current) {
            fault("reads what another thread wrote, with no barrier between");
        }
        reader = readEpoch == b.epoch && reader != b.current ? SEVERAL : b.current;
        readEpoch = b.epoch;
    }

    void noteWrite() {
        enter();
        const Block& b = block();
        if (inFlight) {
            fault("writes shared memory while a copy to it is under way");
        }
        if (products > 0) {
            fault("writes shared memory while products read it");
        }
        if (writeEpoch == b.epoch && writer != b.current) {
            fault("writes what another thread wrote, with no barrier between");
        }
        if (readEpoch == b.epoch && reader != b.current) {
            fault("writes what another thread read, with no barrier between");
        }
        written = true;
        noteWriter();
    }

    void noteWriter() {
        writer = static_cast<int16_t>(block().current);
        writeEpoch = block().epoch;
        shown = shows[writer];
    }

    T value;
    mutable bool written, inFlight;
    mutable uint16_t products;
    mutable unsigned serial, writeEpoch, readEpoch;
    unsigned shown;
    mutable int16_t writer, reader;
};

/** Copies of one thread that are under way, group by group. */
struct Copies {
    struct Copy {
        Word<unsigned>* to;
        unsigned words[4];
    };
    std::vector<std::vector<Copy>> groups;
    std::vector<Copy> open;

    void land(size_t leave) {
        while (groups.size() > leave) {
            for (Copy& copy : groups.front()) {
                for (int w = 0; w < 4; w++) {
                    copy.to[w].endCopy(copy.words[w]);
                }
            }
            groups.erase(groups.begin());
        }
    }
};

inline std::vector<Copies>& copies() {
    static std::vector<Copies> instance;
    return instance;
}

/** The dynamic shared memory of the kernel that runs, exactly as much of it as the launch asked for. */
inline Word<unsigned>*& dynamicShared() {
    static Word<unsigned>* instance = nullptr;
    return instance;
}

}  // namespace emulation
