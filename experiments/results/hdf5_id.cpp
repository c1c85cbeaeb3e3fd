// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/hdf5_id.hpp"

namespace cultivar {

namespace {

herr_t keep_deepest(unsigned, const H5E_error2_t* error, void* text) {
    if (error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
    return 0;
}

}  // namespace

void silence_hdf5() {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string hdf5_cause() {
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_deepest, &text);
    const std::string mark = "error message = '";
    const std::size_t begin = text.find(mark);
    if (begin == std::string::npos) return text;
    const std::size_t from = begin + mark.size();
    return text.substr(from, text.find('\'', from) - from);
}

Hdf5Id text_type() {
    Hdf5Id type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

}  // namespace cultivar
