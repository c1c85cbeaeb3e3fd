// SPDX-License-Identifier: Apache-2.0
#include "models/registry.hpp"

#include <array>

#include "models/founding.hpp"
#include "models/mechanisms/adoption.hpp"
#include "models/mechanisms/application.hpp"
#include "models/mechanisms/calendar.hpp"
#include "models/mechanisms/contracting.hpp"
#include "models/mechanisms/coverage.hpp"
#include "models/mechanisms/funding.hpp"
#include "models/mechanisms/influence.hpp"
#include "models/mechanisms/listing.hpp"
#include "models/mechanisms/matching.hpp"
#include "models/mechanisms/needs.hpp"
#include "models/mechanisms/opening.hpp"
#include "models/mechanisms/pilot.hpp"
#include "models/mechanisms/planning.hpp"
#include "models/mechanisms/research.hpp"
#include "models/mechanisms/review.hpp"
#include "models/mechanisms/sandbox.hpp"
#include "models/mechanisms/standards.hpp"
#include "models/mechanisms/trial.hpp"
#include "models/mechanisms/validation.hpp"

namespace cultivar {

std::span<const sim::ParameterTable> parameter_tables() {
    static const std::array tables{
        founding_parameters(),     Calendar::parameters(),    Funding::parameters(),
        Planning::parameters(),    Needs::parameters(),       Opening::parameters(),
        Listing::parameters(),     Application::parameters(), Matching::parameters(),
        Contracting::parameters(), Review::parameters(),      Sandbox::parameters(),
        Pilot::parameters(),       Trial::parameters(),       Validation::parameters(),
        Standards::parameters(),   Research::parameters(),    Coverage::parameters(),
        Adoption::parameters(),    Influence::parameters()};
    return tables;
}

sim::ParameterCatalogue parameter_catalogue(std::span<const std::string> families) {
    return {parameter_tables(), families};
}

std::vector<MechanismValue> all_mechanisms(const sim::ParameterCatalogue& catalogue) {
    return {{"calendar", Calendar{}},
            {"funding", Funding(catalogue)},
            {"research", Research(catalogue)},
            {"planning", Planning(catalogue)},
            {"needs", Needs(catalogue)},
            {"opening", Opening(catalogue)},
            {"listing", Listing(catalogue)},
            {"application", Application(catalogue)},
            {"matching", Matching(catalogue)},
            {"contracting", Contracting(catalogue)},
            {"review", Review(catalogue)},
            {"sandbox", Sandbox(catalogue)},
            {"pilot", Pilot(catalogue)},
            {"trial", Trial(catalogue)},
            {"coverage", Coverage(catalogue)},
            {"adoption", Adoption(catalogue)},
            {"validation", Validation(catalogue)},
            {"standards", Standards(catalogue)},
            {"influence", Influence(catalogue)}};
}

}  // namespace cultivar
