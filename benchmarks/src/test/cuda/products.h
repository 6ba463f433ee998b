// The products of matrices in shared memory that groups of four warps start together and that end when they are waited for.
#pragma once

#include "shared_memory.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace emulation {

/** Where shared memory begins for descriptors. It could be any multiple of 1024; at 0 a missing beginning would go unnoticed. */
constexpr unsigned SHARED_BEGIN = 1024;

/** Rows of 128 bytes with their chunks of 16 turned, as the PTX manual lays down descriptors and the layout with this turning. */
class SharedMatrix {
public:
    explicit SharedMatrix(unsigned long long descriptor)
        : start((descriptor & 0x3fff) * 16), eightRows((descriptor >> 32 & 0x3fff) * 16) {
        constexpr unsigned long long TURNED_WITHIN_128_BYTES = 1;
        if (descriptor >> 62 != TURNED_WITHIN_128_BYTES || (descriptor >> 49 & 7) != 0) {
            fault("has products read a matrix in a layout that is not emulated");
        }
    }

    /** One of the eight words that a product takes of a row. It is the address that tells how far it is turned. */
    Word<unsigned>& at(int row, int word) const {
        const unsigned plain = start + row / 8 * eightRows + row % 8 * 128 + word * 4;
        const unsigned turned = plain ^ (plain >> 7 & 7) << 4;
        return dynamicShared()[(turned - SHARED_BEGIN) / 4];
    }

private:
    unsigned start, eightRows;
};

/** 64 x COLUMNS sums that a group of warps holds, and the matrices whose product is to be added to them. */
struct GroupProduct {
    using Add = void (*)(GroupProduct&);
    static constexpr int ROWS = 64, WORDS = 8;

    SharedMatrix a, b;
    int columns;
    std::vector<float*> sums;
    Add add;

    template <class Work>
    void eachWord(Work work) {
        for (int word = 0; word < WORDS; word++) {
            for (int row = 0; row < ROWS; row++) {
                work(a.at(row, word));
            }
            for (int column = 0; column < columns; column++) {
                work(b.at(column, word));
            }
        }
    }
};

/** Products of one group of warps, those that were committed together in one list. */
struct Products {
    std::vector<std::vector<GroupProduct>> committed;
    std::vector<GroupProduct> open;
    bool opened = false;

    void end(size_t leave) {
        while (committed.size() > leave) {
            for (GroupProduct& product : committed.front()) {
                product.add(product);
            }
            committed.erase(committed.begin());
        }
    }
};

inline Products& products() {
    static std::vector<Products> ofGroups(8);
    return ofGroups[block().current / 128];
}

/** No sanitizer here: it would take most of the time. The words were checked when the product was started. */
template <int PACKED, class Widen>
__attribute__((no_sanitize("address"), noinline, optimize("O3"))) void addGroupProduct(GroupProduct& product, Widen widenPart) {
    constexpr int K = GroupProduct::WORDS * PACKED, MOST_COLUMNS = 256;
    static float a[GroupProduct::ROWS][K], b[K][MOST_COLUMNS], c[GroupProduct::ROWS][MOST_COLUMNS];
    for (int k = 0; k < K; k++) {
        for (int row = 0; row < GroupProduct::ROWS; row++) {
            a[row][k] = widenPart(product.a.at(row, k / PACKED).peek(), k % PACKED);
        }
        for (int column = 0; column < product.columns; column++) {
            b[k][column] = widenPart(product.b.at(column, k / PACKED).peek(), k % PACKED);
        }
    }
    for (int row = 0; row < GroupProduct::ROWS; row++) {
        std::fill_n(c[row], product.columns, 0.0f);
        for (int k = 0; k < K; k++) {
            for (int column = 0; column < product.columns; column++) {
                c[row][column] += a[row][k] * b[k][column];
            }
        }
    }
    for (int thread = 0; thread < 128; thread++) {
        const int row = thread / 32 * 16 + thread % 32 / 4;
        for (int i = 0; i < product.columns / 2; i++) {
            product.sums[thread][i] += c[row + i / 2 % 2 * 8][i / 4 * 8 + thread % 4 * 2 + i % 2];
        }
    }
    product.eachWord([](Word<unsigned>& word) { word.endProduct(); });
}

/** Has the product under way from now on. */
inline void startGroupProduct(
    int site, float* sum, int columns, unsigned long long a, unsigned long long b, GroupProduct::Add add) {
    struct Operand {
        float* sum;
        unsigned long long a, b;
    } mine = {sum, a, b};
    awaitGroup(site, &mine, [&](Operand** threads) {
        if (!products().opened) {
            fault("starts a product that was not opened");
        }
        GroupProduct product = {SharedMatrix(a), SharedMatrix(b), columns, {}, add};
        for (int thread = 0; thread < 128; thread++) {
            if (threads[thread]->a != a || threads[thread]->b != b) {
                fault("threads of one group name different matrices");
            }
            product.sums.push_back(threads[thread]->sum);
        }
        product.eachWord([](Word<unsigned>& word) { word.beginProduct(); });
        products().open.push_back(product);
    });
}

/** Launches with dynamic shared memory, and sees to it that no thread leaves a copy or a product behind. */
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
        if (!products().open.empty() || !products().committed.empty()) {
            fault("a thread ends while its products are under way");
        }
    });
    std::free(memory);
}

}  // namespace emulation

inline unsigned addressOf(emulation::Word<unsigned>* place) {
    return emulation::SHARED_BEGIN + static_cast<unsigned>(place - emulation::dynamicShared()) * 4;
}

inline void showToProducts() { emulation::Word<unsigned>::shows[emulation::block().current]++; }

inline void openProducts() {
    emulation::awaitGroup(6, [] { emulation::products().opened = true; });
}

inline void commitProducts() {
    emulation::awaitGroup(7, [] {
        emulation::Products& group = emulation::products();
        group.committed.push_back(std::move(group.open));
        group.open.clear();
        group.opened = false;
    });
}

template <int PENDING, int WIDE>
void awaitProducts(float (&)[WIDE][4]) {
    emulation::awaitGroup(8, [] { emulation::products().end(PENDING); });
}
