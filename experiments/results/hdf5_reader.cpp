// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/hdf5_reader.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

#include "experiments/results/file_error.hpp"
#include "experiments/results/hdf5_id.hpp"

namespace cultivar {

namespace {

constexpr hssize_t most_values = hssize_t{1} << 26;

void refuse_unreadable(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) throw FileError(path, "file-missing", "no such file", 2);
    if (!std::filesystem::is_regular_file(status))
        throw FileError(path, "file-kind", "not a regular file", 2);
    if (H5Fis_hdf5(path.c_str()) <= 0) throw FileError(path, "results", "not a results file (not HDF5)", 2);
}

}  // namespace

/// The open file.
class Hdf5Reader::Store {
    using Shape = std::vector<std::uint64_t>;

  public:
    explicit Store(const std::filesystem::path& path) : path_(path) {
        silence_hdf5();
        refuse_unreadable(path);
        file_ = Hdf5Id(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
        if (!file_.valid()) refuse("cannot be opened: " + hdf5_cause());
    }

    [[nodiscard]] const Hdf5Id& file() const { return file_; }

    std::string text_attribute_of(const Hdf5Id& object, const std::string& name) const {
        const Hdf5Id attribute(H5Aopen(object.get(), name.c_str(), H5P_DEFAULT));
        if (!attribute.valid()) refuse("the attribute '" + name + "' is missing");
        const Hdf5Id stored(H5Aget_type(attribute.get()));
        const Hdf5Id space(H5Aget_space(attribute.get()));
        if (H5Tis_variable_str(stored.get()) <= 0 || H5Sget_simple_extent_npoints(space.get()) != 1)
            refuse("the attribute '" + name + "' is not a text");
        char* start = nullptr;
        if (H5Aread(attribute.get(), stored.get(), &start) < 0)
            refuse("the attribute '" + name + "' is damaged");
        const std::string text = start == nullptr ? "" : start;
        H5free_memory(start);
        return text;
    }

    std::vector<std::int32_t> number_attribute(const std::string& name) const {
        const Hdf5Id attribute(H5Aopen(file_.get(), name.c_str(), H5P_DEFAULT));
        if (!attribute.valid()) refuse("the attribute '" + name + "' is missing");
        const Hdf5Id stored(H5Aget_type(attribute.get()));
        const Hdf5Id space(H5Aget_space(attribute.get()));
        const hssize_t count = H5Sget_simple_extent_npoints(space.get());
        if (H5Tget_class(stored.get()) != H5T_INTEGER || count < 1 || count > 16)
            refuse("the attribute '" + name + "' is not a number");
        std::vector<std::int32_t> numbers(static_cast<std::size_t>(count));
        if (H5Aread(attribute.get(), H5T_NATIVE_INT32, numbers.data()) < 0)
            refuse("the attribute '" + name + "' is damaged");
        return numbers;
    }

    template <class T>
    std::vector<T> array(const std::string& path, hid_t type, Shape& shape) const {
        const Hdf5Id dataset = open(path, type, shape);
        const std::size_t size = cells_of(shape);
        std::vector<T> values(size);
        if (size > 0 && H5Dread(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
            refuse(path + " is damaged: " + hdf5_cause());
        compare_digest(dataset, path, values, shape);
        return values;
    }

    template <class T>
    std::vector<T> column(const std::string& path, hid_t type) const {
        Shape shape(1);
        return array<T>(path, type, shape);
    }

    std::vector<std::string> texts(const std::string& path) const {
        const Hdf5Id type = text_type();
        Shape shape(1);
        const Hdf5Id dataset = open(path, type.get(), shape);
        const std::size_t size = cells_of(shape);
        std::vector<char*> starts(size, nullptr);
        if (size > 0 && H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, starts.data()) < 0)
            refuse(path + " is damaged: " + hdf5_cause());
        std::vector<std::string> values;
        for (const char* start : starts) values.emplace_back(start == nullptr ? "" : start);
        const Hdf5Id space(H5Dget_space(dataset.get()));
        if (size > 0) H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, starts.data());
        compare_digest(dataset, path, values, shape);
        return values;
    }

  private:
    static std::size_t cells_of(const Shape& shape) {
        std::size_t cells = 1;
        for (const std::uint64_t extent : shape) cells *= extent;
        return cells;
    }

    /// A dataset of as many dimensions as the shape that it is to fill, of the type expected, that lies in this
    /// very file.
    Hdf5Id open(const std::string& path, hid_t type, Shape& shape) const {
        for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
            H5L_info_t link;
            const std::string part = path.substr(0, slash);
            if (H5Lget_info(file_.get(), part.c_str(), &link, H5P_DEFAULT) < 0) refuse(part + " is missing");
            if (link.type != H5L_TYPE_HARD) refuse(part + " is a link");
            if (slash == std::string::npos) break;
        }
        Hdf5Id dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT));
        if (!dataset.valid()) refuse(path + " cannot be opened: " + hdf5_cause());
        const Hdf5Id creation(H5Dget_create_plist(dataset.get()));
        if (H5Pget_external_count(creation.get()) != 0 || H5Pget_layout(creation.get()) == H5D_VIRTUAL)
            refuse(path + " keeps its values outside the file");
        const Hdf5Id stored(H5Dget_type(dataset.get()));
        const Hdf5Id space(H5Dget_space(dataset.get()));
        const hssize_t count = H5Sget_simple_extent_npoints(space.get());
        if (H5Tequal(stored.get(), type) <= 0 ||
            H5Sget_simple_extent_ndims(space.get()) != static_cast<int>(shape.size()) || count < 0 ||
            count > most_values)
            refuse(path + " has another type, shape or size than expected");
        std::vector<hsize_t> extents(shape.size());
        H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr);
        std::copy(extents.begin(), extents.end(), shape.begin());
        return dataset;
    }

    void compare_digest(const Hdf5Id& dataset, const std::string& path, Values values,
                        const Shape& shape) const {
        const Dataset read{path, {}, shape, std::move(values), {}, false};
        if (digest(read) != text_attribute_of(dataset, "digest"))
            refuse(path + " is damaged: its digest differs");
    }

    [[noreturn]] void refuse(const std::string& what) const { throw FileError(path_, "results", what, 2); }

    std::filesystem::path path_;
    Hdf5Id file_;
};

Hdf5Reader::Hdf5Reader(const std::filesystem::path& path) : store_(std::make_unique<Store>(path)) {}
Hdf5Reader::~Hdf5Reader() = default;

bool Hdf5Reader::has(const std::string& attribute) const {
    return H5Aexists(store_->file().get(), attribute.c_str()) > 0;
}
std::string Hdf5Reader::text_attribute(const std::string& name) const {
    return store_->text_attribute_of(store_->file(), name);
}
std::vector<std::int32_t> Hdf5Reader::number_attribute(const std::string& name) const {
    return store_->number_attribute(name);
}
std::vector<std::string> Hdf5Reader::texts(const std::string& path) const {
    return store_->texts(path);
}
std::vector<std::int8_t> Hdf5Reader::bytes(const std::string& path) const {
    return store_->column<std::int8_t>(path, H5T_STD_I8LE);
}
std::vector<std::int32_t> Hdf5Reader::numbers(const std::string& path) const {
    return store_->column<std::int32_t>(path, H5T_STD_I32LE);
}
std::vector<double> Hdf5Reader::reals(const std::string& path) const {
    return store_->column<double>(path, H5T_IEEE_F64LE);
}
NumberTable Hdf5Reader::table(const std::string& path) const {
    std::vector<std::uint64_t> shape(2);
    std::vector<double> cells = store_->array<double>(path, H5T_IEEE_F64LE, shape);
    return {shape[0], shape[1], std::move(cells)};
}
std::vector<std::uint64_t> Hdf5Reader::whole_numbers(const std::string& path) const {
    return store_->column<std::uint64_t>(path, H5T_STD_U64LE);
}

}  // namespace cultivar
