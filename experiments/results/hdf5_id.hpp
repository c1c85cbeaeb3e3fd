// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

namespace cultivar {

/// Owns one HDF5 identifier of whatever kind and gives it back at the end of its life.
class Hdf5Id {
  public:
    explicit Hdf5Id(hid_t id = -1) : id_(id) {}
    Hdf5Id(Hdf5Id&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
    Hdf5Id& operator=(Hdf5Id&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Hdf5Id() {
        if (id_ >= 0) H5Idec_ref(id_);
    }

    [[nodiscard]] hid_t get() const { return id_; }
    [[nodiscard]] bool valid() const { return id_ >= 0; }

  private:
    hid_t id_;
};

/// Keeps HDF5 from printing its own error stack in this thread.
void silence_hdf5();

/// The deepest cause on HDF5's error stack, in the system's words where it names one.
[[nodiscard]] std::string hdf5_cause();

/// UTF-8 text of variable length.
[[nodiscard]] Hdf5Id text_type();

}  // namespace cultivar
