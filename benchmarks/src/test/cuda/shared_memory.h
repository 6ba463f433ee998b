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
        writer = block().current;
        writeEpoch = block().epoch;
    }

    /** Vectors of four words start at every fourth word of what was declared with such an alignment. */
    bool startsVector(int words) const { return reinterpret_cast<uintptr_t>(this) / sizeof(Word) % words == 0; }

private:
    static constexpr int NOBODY = -1, SEVERAL = -2;

    void enter() const {
        if (serial != block().serial) {
            serial = block().serial;
            written = inFlight = false;
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
        if (writeEpoch == b.epoch && writer != b.current) {
            fault("writes what another thread wrote, with no barrier between");
        }
        if (readEpoch == b.epoch && reader != b.current) {
            fault("writes what another thread read, with no barrier between");
        }
        written = true;
        writer = b.current;
        writeEpoch = b.epoch;
    }

    T value;
    mutable bool written, inFlight;
    mutable unsigned serial, writeEpoch, readEpoch;
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

/** Launches with dynamic shared memory, and sees to it that no thread leaves a copy behind. */
inline void launch(const char* kernel, dim3 grid, dim3 size, unsigned sharedBytes, const std::function<void()>& body) {
    const size_t words = sharedBytes / 4;
    void* memory = std::aligned_alloc(128, words == 0 ? 128 : words * sizeof(Word<unsigned>));
    dynamicShared() = static_cast<Word<unsigned>*>(memory);
    std::fill_n(static_cast<char*>(memory), words * sizeof(Word<unsigned>), 0);
    copies().assign(size.x, Copies());
    launch(kernel, grid, size, [&] {
        body();
        Copies& mine = copies()[block().current];
        for (const auto& group : mine.groups) {
            if (!group.empty()) {
                fault("a thread ends while its copies are under way");
            }
        }
        mine.groups.clear();
    });
    std::free(memory);
}

}  // namespace emulation
