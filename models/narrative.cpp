// SPDX-License-Identifier: Apache-2.0
#include "models/narrative.hpp"

#include <array>

#include "models/sentences.hpp"

namespace cultivar {

namespace {

template <std::size_t Type = 0>
std::string told(const Telling& telling) {
    if constexpr (Type < Events::count) {
        using Event = Events::type<Type>;
        return telling.row.type == Type ? sentence(event_in<Event>(telling.row), telling)
                                        : told<Type + 1>(telling);
    } else {
        return "an unknown event";
    }
}

}  // namespace

std::string_view event_text(std::uint8_t type) {
#define CULTIVAR_TEXT(type, handler, text) std::string_view(text),
    static constexpr std::array texts{CULTIVAR_EVENTS(CULTIVAR_TEXT)};
#undef CULTIVAR_TEXT
    return texts[type];
}

std::string_view event_name(std::uint8_t type) {
    return Events::names[type];
}

std::string Narrator::tell(const TraceRow& row, const TraceRow* cause) {
    return sim::format_date(row.time) + "  " +
           told(Telling{row, cause, world_, policy_, catalogue_, described_});
}

}  // namespace cultivar
