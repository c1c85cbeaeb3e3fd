// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/hdf5_writer.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

#include "experiments/results/file_error.hpp"
#include "experiments/results/hdf5_id.hpp"

namespace cultivar {

namespace {

constexpr std::uint64_t chunk_bytes = 1 << 20;
constexpr std::uint64_t table_rows = 256;
constexpr std::size_t image_growth = 1 << 20;
/// HDF5 clears a buffer of this size for every dataset of texts; 1 MiB unless said.
constexpr std::size_t text_buffer = 1 << 14;

hid_t stored_type(const Values& values) {
    const std::array<hid_t, 5> types{H5T_IEEE_F64LE, H5T_STD_I8LE, H5T_STD_I32LE, H5T_STD_I64LE,
                                     H5T_STD_U64LE};
    return types[values.index()];
}

std::size_t value_size(const Values& values) {
    constexpr std::array<std::size_t, 5> sizes{8, 1, 4, 8, 8};
    return sizes[values.index()];
}

/// Whole rows of the first dimension, as many as fit the size of a chunk; a table column takes 256 rows.
std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape, std::size_t size) {
    std::vector<hsize_t> chunk(shape);
    hsize_t row = size;
    for (std::size_t i = 1; i < shape.size(); ++i) row *= shape[i];
    const hsize_t rows = std::max<hsize_t>(1, chunk_bytes / std::max<hsize_t>(row, 1));
    const hsize_t most =
        shape.size() == 1 && shape[0] < (1U << 16) ? std::min<hsize_t>(rows, table_rows) : rows;
    chunk[0] = std::clamp<hsize_t>(shape[0], 1, most);
    return chunk;
}

}  // namespace

/// The open file and its groups.
class Hdf5Writer::Store {
  public:
    explicit Store(std::filesystem::path path) : path_(std::move(path)) {
        silence_hdf5();
        const Hdf5Id access(H5Pcreate(H5P_FILE_ACCESS));
        // The early superblock has no checksum: H5Fget_file_image clears status flags without renewing one
        // (HDF5 1.10.8), and no reader would open the file.
        H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
        H5Pset_fapl_core(access.get(), image_growth, 0);
        const Hdf5Id creation(H5Pcreate(H5P_FILE_CREATE));
        H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
        H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED);
        H5Pset_obj_track_times(creation.get(), 0);
        file_ = keep(H5Fcreate(path_.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()));
    }

    [[nodiscard]] hid_t group(const std::string& name) {
        if (name == "/" || name.empty()) return file_.get();
        const auto found = groups_.find(name);
        if (found != groups_.end()) return found->second.get();
        (void)group(name.substr(0, name.rfind('/')));
        const Hdf5Id creation(H5Pcreate(H5P_GROUP_CREATE));
        H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
        H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED);
        H5Pset_obj_track_times(creation.get(), 0);
        Hdf5Id made = keep(H5Gcreate2(file_.get(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
        return groups_.emplace(name, std::move(made)).first->second.get();
    }

    void write_text(hid_t object, const std::string& name, const std::string& text) {
        const Hdf5Id made =
            keep(H5Acreate2(object, name.c_str(), text_.get(), scalar_.get(), H5P_DEFAULT, H5P_DEFAULT));
        const char* start = text.c_str();
        check(H5Awrite(made.get(), text_.get(), &start));
    }

    void write_numbers(hid_t object, const std::string& name, hid_t type, const void* numbers,
                       hsize_t count) {
        const Hdf5Id space = keep(H5Screate_simple(1, &count, nullptr));
        const Hdf5Id made =
            keep(H5Acreate2(object, name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT));
        check(H5Awrite(made.get(), type, numbers));
    }

    /// Creates the dataset, writes its values and attributes and ties it to its scales.
    void write(const Dataset& dataset, const std::string& digest_text) {
        const std::size_t slash = dataset.path.rfind('/');
        const std::string group_name = dataset.path.substr(0, slash);
        const std::string name = dataset.path.substr(slash + 1);
        Hdf5Id made = create(group(group_name), name, dataset);
        std::visit([&](const auto& values) { fill(made.get(), dataset, values); }, dataset.values);
        if (dataset.scale) check(H5DSset_scale(made.get(), name.c_str()));
        for (unsigned i = 0; i < dataset.dimensions.size(); ++i) {
            if (dataset.scale) break;
            const auto scale = scales_.find(group_name + '/' + dataset.dimensions[i]);
            if (scale == scales_.end()) throw std::logic_error(dataset.path + " comes before its scales");
            check(H5DSattach_scale(made.get(), scale->second.get(), i));
        }
        if (std::holds_alternative<std::vector<double>>(dataset.values)) {
            const double nothing = std::numeric_limits<double>::quiet_NaN();
            write_numbers(made.get(), "_FillValue", H5T_IEEE_F64LE, &nothing, 1);
        }
        for (const auto& [key, text] : dataset.attributes) write_text(made.get(), key, text);
        write_text(made.get(), "digest", digest_text);
        if (dataset.scale) scales_.emplace(dataset.path, std::move(made));
    }

    /// The file as it has grown in memory: HDF5 itself does not survive a full disk.
    [[nodiscard]] std::vector<char> image() {
        check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL));
        groups_.clear();
        scales_.clear();
        const ssize_t size = H5Fget_file_image(file_.get(), nullptr, 0);
        if (size < 0) fail();
        std::vector<char> bytes(static_cast<std::size_t>(size));
        if (H5Fget_file_image(file_.get(), bytes.data(), bytes.size()) < 0) fail();
        file_ = Hdf5Id();
        return bytes;
    }

  private:
    Hdf5Id create(hid_t group_id, const std::string& name, const Dataset& dataset) {
        const Hdf5Id creation(H5Pcreate(H5P_DATASET_CREATE));
        H5Pset_obj_track_times(creation.get(), 0);
        H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED);
        const std::vector<hsize_t> shape(dataset.shape.begin(), dataset.shape.end());
        const bool text = std::holds_alternative<std::vector<std::string>>(dataset.values);
        const bool empty = std::find(shape.begin(), shape.end(), 0) != shape.end();
        if (!text && !shape.empty() && !empty) {
            const std::vector<hsize_t> chunk = chunk_shape(shape, value_size(dataset.values));
            H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data());
            H5Pset_shuffle(creation.get());
            H5Pset_deflate(creation.get(), 1);
            H5Pset_fletcher32(creation.get());
        }
        if (std::holds_alternative<std::vector<double>>(dataset.values)) {
            const double nothing = std::numeric_limits<double>::quiet_NaN();
            H5Pset_fill_value(creation.get(), H5T_NATIVE_DOUBLE, &nothing);
        }
        const Hdf5Id space =
            keep(shape.empty() ? H5Screate(H5S_SCALAR)
                               : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
        const hid_t type = text ? text_.get() : stored_type(dataset.values);
        return keep(
            H5Dcreate2(group_id, name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
    }

    void fill(hid_t id, const Dataset&, const std::vector<std::string>& texts) {
        std::vector<const char*> starts;
        for (const std::string& text : texts) starts.push_back(text.c_str());
        if (starts.empty()) return;
        const Hdf5Id transfer(H5Pcreate(H5P_DATASET_XFER));
        H5Pset_buffer(transfer.get(), text_buffer, nullptr, nullptr);
        check(H5Dwrite(id, text_.get(), H5S_ALL, H5S_ALL, transfer.get(), starts.data()));
    }

    template <class T>
    void fill(hid_t id, const Dataset& dataset, const std::vector<T>& numbers) {
        if (numbers.empty()) return;
        check(H5Dwrite(id, stored_type(dataset.values), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()));
    }

    Hdf5Id keep(hid_t id) {
        if (id < 0) fail();
        return Hdf5Id(id);
    }
    void check(herr_t status) {
        if (status < 0) fail();
    }
    [[noreturn]] void fail() const { throw FileError(path_, "file-write", "cannot write: " + hdf5_cause()); }

    std::filesystem::path path_;
    Hdf5Id file_;
    Hdf5Id text_ = text_type();
    Hdf5Id scalar_{H5Screate(H5S_SCALAR)};
    std::map<std::string, Hdf5Id> groups_;
    std::map<std::string, Hdf5Id> scales_;  ///< by path
};

Hdf5Writer::Hdf5Writer(const std::filesystem::path& path) : store_(std::make_unique<Store>(path)) {}
Hdf5Writer::~Hdf5Writer() = default;

void Hdf5Writer::add(const Dataset& dataset, bool in_digest) {
    const std::string text = digest(dataset);
    store_->write(dataset, text);
    if (in_digest) digests_.emplace(dataset.path, text);
}

void Hdf5Writer::attribute(const std::string& group, const std::string& name, const std::string& text) {
    store_->write_text(store_->group(group), name, text);
}

void Hdf5Writer::attribute(const std::string& group, const std::string& name,
                           const std::vector<std::int32_t>& numbers) {
    store_->write_numbers(store_->group(group), name, H5T_STD_I32LE, numbers.data(), numbers.size());
}

std::string Hdf5Writer::data_digest() const {
    std::string lines;
    for (const auto& [path, text] : digests_) lines += path + ' ' + text + '\n';
    return digest(lines);
}

std::vector<char> Hdf5Writer::finish() {
    return store_->image();
}

}  // namespace cultivar
