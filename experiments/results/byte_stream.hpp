// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cultivar {

static_assert(std::endian::native == std::endian::little, "records hold little-endian numbers");

template <class T>
concept Number = std::is_arithmetic_v<T>;

/// Appends numbers as their own little-endian bytes, and texts and lists behind their length in 64 bits.
class ByteWriter {
  public:
    template <Number T>
    void add(T number) {
        bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    void add(std::string_view text) {
        add(std::uint64_t{text.size()});
        bytes_.append(text);
    }
    template <Number T>
    void add(const std::vector<T>& numbers) {
        add(std::uint64_t{numbers.size()});
        bytes_.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T));
    }
    /// A list whose items `write` puts one by one.
    template <class Item, class Write>
    void add(const std::vector<Item>& items, Write write) {
        add(std::uint64_t{items.size()});
        for (const Item& item : items) write(*this, item);
    }
    /// Puts a number in place of earlier bytes.
    template <Number T>
    void put(std::size_t at, T number) {
        std::memcpy(bytes_.data() + at, &number, sizeof number);
    }
    void clear() { bytes_.clear(); }

    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

/// Takes back what ByteWriter wrote. Bytes that do not fit make it fail, after which all it gives is zeros
/// and empty; it never reads beyond its end and sets no memory aside that the bytes do not warrant.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    template <Number T>
    void take(T& number) {
        const std::string_view part = next(sizeof number);
        number = T{};
        if (!part.empty()) std::memcpy(&number, part.data(), sizeof number);
    }
    void take(std::string& text) { text = next(count(1)); }
    template <Number T>
    void take(std::vector<T>& numbers) {
        numbers.resize(count(sizeof(T)));
        const std::string_view part = next(numbers.size() * sizeof(T));
        if (!part.empty()) std::memcpy(numbers.data(), part.data(), part.size());
    }
    /// A list of items of at least `least` bytes each, which `read` takes one by one.
    template <class Item, class Read>
    void take(std::vector<Item>& items, std::size_t least, Read read) {
        items.resize(count(least));
        for (Item& item : items) read(*this, item);
    }

    [[nodiscard]] bool failed() const { return failed_; }
    /// Whether all was taken and fitted.
    [[nodiscard]] bool finished() const { return !failed_ && bytes_.empty(); }

  private:
    std::size_t count(std::size_t least) {
        std::uint64_t number = 0;
        take(number);
        if (number <= bytes_.size() / least) return number;
        failed_ = true;
        return 0;
    }
    std::string_view next(std::size_t size) {
        if (failed_ || size > bytes_.size()) {
            failed_ = true;
            return {};
        }
        const std::string_view part = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return part;
    }

    std::string_view bytes_;
    bool failed_ = false;
};

}  // namespace cultivar
