// Which sectors of global memory the warps of a kernel ask for, where a program wants to know.
#pragma once

#include "fibres.h"

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace emulation {

/** An array whose loads are counted, in sectors of 32 bytes: those that one instruction of a warp touches count once each. */
struct Counted {
    const void* begin;
    size_t bytes;
    long sectors;
};

/** All threads of a warp come to the same loads in the same order, so that the n-th of each belong to one instruction. */
class Requests {
public:
    void begin(std::vector<Counted> what) {
        arrays = std::move(what);
        counting = true;
    }

    void note(const void* from, size_t bytes, bool active) {
        if (counting) {
            take(from, bytes, active);
        }
    }

    /** What was counted. */
    std::vector<Counted> end() {
        addBlock();
        counting = false;
        return std::move(arrays);
    }

private:
    struct Load {
        int array;
        ptrdiff_t first, last;
    };

    void take(const void* from, size_t bytes, bool active) {
        const Block& b = block();
        if (b.serial != serial) {
            addBlock();
            serial = b.serial;
            ofThread.assign(b.threads(), {});
        }
        Load load = {-1, 0, 0};
        for (size_t i = 0; active && i < arrays.size(); i++) {
            const ptrdiff_t place = static_cast<const char*>(from) - static_cast<const char*>(arrays[i].begin);
            if (place >= 0 && place < static_cast<ptrdiff_t>(arrays[i].bytes)) {
                load = {static_cast<int>(i), place / 32, (place + static_cast<ptrdiff_t>(bytes) - 1) / 32};
            }
        }
        ofThread[b.current].push_back(load);
    }

    /** Adds up the block that has ended. */
    void addBlock() {
        for (size_t warp = 0; warp < ofThread.size(); warp += 32) {
            for (size_t n = 0; n < ofThread[warp].size(); n++) {
                addRequest(warp, n);
            }
        }
        ofThread.clear();
    }

    void addRequest(size_t warp, size_t n) {
        std::set<std::pair<int, ptrdiff_t>> sectors;
        for (size_t thread = warp; thread < warp + 32; thread++) {
            const Load& load = ofThread[thread].at(n);
            for (ptrdiff_t sector = load.first; load.array >= 0 && sector <= load.last; sector++) {
                sectors.emplace(load.array, sector);
            }
        }
        for (const auto& sector : sectors) {
            arrays[sector.first].sectors++;
        }
    }

    bool counting = false;
    std::vector<Counted> arrays;
    unsigned serial = 0;
    std::vector<std::vector<Load>> ofThread;
};

inline Requests requests;

}  // namespace emulation
