// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cultivar {

/// To be called first in main with its arguments: starts the program once more with glibc's malloc set to ask
/// for huge pages (GLIBC_TUNABLES, glibc.malloc.hugetlb=1), which nothing but the environment can set. The
/// state of a large run is read here and there, and small pages would cost it a tenth of its time or more.
/// Returns where the variable is set already, and where the system has no such thing.
void prefer_huge_pages(char** arguments);

}  // namespace cultivar
