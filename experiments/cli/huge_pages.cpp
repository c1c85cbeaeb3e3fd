// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/huge_pages.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <unistd.h>
#endif

namespace cultivar {

void prefer_huge_pages([[maybe_unused]] char** arguments) {
#ifdef __GLIBC__
    constexpr const char* variable = "GLIBC_TUNABLES";
    if (std::getenv(variable) != nullptr || ::setenv(variable, "glibc.malloc.hugetlb=1", 0) != 0) return;
    ::execv("/proc/self/exe", arguments);
    ::unsetenv(variable);
#endif
}

}  // namespace cultivar
