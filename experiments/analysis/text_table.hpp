// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace cultivar {

/// A number as people read it: thousands set off by commas and about four digits that count ("131,200",
/// "46.3", "0.0213"); "–" for NaN.
[[nodiscard]] std::string spoken_number(double number);

/// The same with its sign in front, also of a positive number.
[[nodiscard]] std::string signed_number(double number);

/// Plain text in columns: the first is aligned left, the others right; headings stand in lines of their own.
class TextTable {
  public:
    void heading(std::string text) { rows_.push_back({std::move(text)}); }
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace cultivar
