// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scenarios/reader/source_text.hpp"

namespace cultivar {

/// A look over the text of a YAML document before the parser sees it. It finds, at their exact places, the
/// slips for which the parser has no good words (tabs, brackets and quotes that stay open, lines without a
/// colon), all syntax that we refuse (tags, complex keys, directives, several documents), and the texts on
/// which the parser is known to hang. False if something was found; the first finding is reported.
[[nodiscard]] bool scan_yaml(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits);

}  // namespace cultivar
