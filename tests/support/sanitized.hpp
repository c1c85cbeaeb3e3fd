// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cultivar::test {

/// Whether a sanitizer watches this build: it takes files, memory and ten times the time for itself.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace cultivar::test
