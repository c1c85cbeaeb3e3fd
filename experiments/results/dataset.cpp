// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/dataset.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <bit>
#include <type_traits>

namespace cultivar {

namespace {

static_assert(std::endian::native == std::endian::little, "digests are of little-endian bytes");

/// XXH3-128 of bytes that come in pieces.
class Hash {
  public:
    Hash() { XXH3_128bits_reset(&state_); }
    void add(const void* bytes, std::size_t size) {
        if (size > 0) XXH3_128bits_update(&state_, bytes, size);
    }
    void add(std::uint64_t number) { add(&number, sizeof number); }
    void add_name(const std::string& name) { add(name.c_str(), name.size() + 1); }
    [[nodiscard]] std::string hex() const;

  private:
    XXH3_state_t state_;
};

std::string hex_digits(const unsigned char* bytes, std::size_t size) {
    constexpr std::array<char, 16> digit{'0', '1', '2', '3', '4', '5', '6', '7',
                                         '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += digit[bytes[i] >> 4];
        text += digit[bytes[i] & 15];
    }
    return text;
}

std::string hex_digits(XXH128_hash_t hash) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    return hex_digits(canonical.digest, sizeof canonical.digest);
}

std::string Hash::hex() const {
    return hex_digits(XXH3_128bits_digest(&state_));
}

void add_values(Hash& hash, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        hash.add(text.size());
        hash.add(text.data(), text.size());
    }
}

template <class T>
void add_values(Hash& hash, const std::vector<T>& numbers) {
    hash.add(numbers.data(), numbers.size() * sizeof(T));
}

}  // namespace

std::string type_name(const Values& values) {
    constexpr std::array<const char*, 6> names{"float64", "int8", "int32", "int64", "uint64", "text"};
    static_assert(names.size() == std::variant_size_v<Values>);
    return names[values.index()];
}

std::string digest(const Dataset& dataset) {
    Hash hash;
    hash.add_name(dataset.path);
    hash.add_name(type_name(dataset.values));
    hash.add(dataset.shape.size());
    for (const std::uint64_t extent : dataset.shape) hash.add(extent);
    std::visit([&](const auto& values) { add_values(hash, values); }, dataset.values);
    return hash.hex();
}

std::string digest(const std::string& text) {
    return hex_digits(XXH3_128bits(text.data(), text.size()));
}

std::string short_digest(const std::string& text) {
    XXH64_canonical_t canonical;
    XXH64_canonicalFromHash(&canonical, XXH3_64bits(text.data(), text.size()));
    return hex_digits(canonical.digest, sizeof canonical.digest);
}

std::uint64_t checksum(std::string_view bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

}  // namespace cultivar
