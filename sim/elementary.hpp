// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cultivar::sim {

// Elementary functions that give the same bits on every processor, compiler and optimisation level, because
// they use nothing but correctly rounded + - * / and integer work (build with -ffp-contract=off and without
// -ffast-math). Results lie within 1 ulp of the true value, expm1 within 1.3 (measured:
// docs/decisions/001-elementary-functions.md). None throws or sets errno; NaN in gives NaN out.

/// e to the x. Above 709.78 infinity, below -745.13 zero.
[[nodiscard]] double exp(double x);

/// 2 to the x, exact for whole x. From 1024 on infinity, below -1075 zero.
[[nodiscard]] double exp2(double x);

/// e to the x minus 1, without cancellation near 0.
[[nodiscard]] double expm1(double x);

/// Natural logarithm. log(0) is minus infinity, a negative argument gives NaN.
[[nodiscard]] double log(double x);

/// Logarithm to base 2, exact for powers of two; domain as log.
[[nodiscard]] double log2(double x);

/// log(1 + x) without cancellation near 0. log1p(-1) is minus infinity, below -1 NaN.
[[nodiscard]] double log1p(double x);

/// x to the y for x >= 0; a negative base gives NaN, even for whole y. pow(x, 0) and pow(1, y) are 1 for
/// every other argument, NaN included; pow(0, y) is 0 or infinity by the sign of y.
[[nodiscard]] double pow(double x, double y);

}  // namespace cultivar::sim
