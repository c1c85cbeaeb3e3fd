// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace cultivar::sim {

/// Memory that starts on a cache line, and from 4 MiB on a huge page where the system offers them.
template <class T>
struct CacheAlignedAllocator {
    using value_type = T;

    CacheAlignedAllocator() = default;
    template <class U>
    constexpr CacheAlignedAllocator(const CacheAlignedAllocator<U>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        void* memory = ::operator new(bytes, alignment(bytes));
#ifdef __linux__
        if (bytes >= huge) (void)::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        ::operator delete(memory, alignment(count * sizeof(T)));
    }
    friend bool operator==(CacheAlignedAllocator, CacheAlignedAllocator) {
        return true;
    }

  private:
    static constexpr std::size_t huge = std::size_t{4} << 20;
    static constexpr std::size_t huge_page = std::size_t{2} << 20;
    static std::align_val_t alignment(std::size_t bytes) {
        return std::align_val_t{bytes >= huge ? huge_page : std::size_t{64}};
    }
};

template <class T>
using AlignedVector = std::vector<T, CacheAlignedAllocator<T>>;

/// Room for `count` more elements, growing by an eighth: a little more copying for a lot less idle memory.
template <class Vector>
void make_room(Vector& vector, std::size_t count) {
    const std::size_t needed = vector.size() + count;
    if (needed > vector.capacity()) [[unlikely]]
        vector.reserve(needed + vector.capacity() / 8 + 16);
}

}  // namespace cultivar::sim
