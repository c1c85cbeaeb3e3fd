// SPDX-License-Identifier: Apache-2.0
#include "models/registry.hpp"

#include <array>

#include "models/founding.hpp"
#include "models/mechanisms/adopters.hpp"
#include "models/mechanisms/adoption.hpp"
#include "models/mechanisms/ai_depth.hpp"
#include "models/mechanisms/application.hpp"
#include "models/mechanisms/assessment.hpp"
#include "models/mechanisms/audit.hpp"
#include "models/mechanisms/calendar.hpp"
#include "models/mechanisms/cascade.hpp"
#include "models/mechanisms/challenge.hpp"
#include "models/mechanisms/consortium.hpp"
#include "models/mechanisms/contracting.hpp"
#include "models/mechanisms/coverage.hpp"
#include "models/mechanisms/factories.hpp"
#include "models/mechanisms/first_purchase.hpp"
#include "models/mechanisms/funding.hpp"
#include "models/mechanisms/grades.hpp"
#include "models/mechanisms/influence.hpp"
#include "models/mechanisms/learning.hpp"
#include "models/mechanisms/listing.hpp"
#include "models/mechanisms/matching.hpp"
#include "models/mechanisms/money.hpp"
#include "models/mechanisms/needs.hpp"
#include "models/mechanisms/opening.hpp"
#include "models/mechanisms/pilot.hpp"
#include "models/mechanisms/planning.hpp"
#include "models/mechanisms/programmes.hpp"
#include "models/mechanisms/recombination.hpp"
#include "models/mechanisms/research.hpp"
#include "models/mechanisms/research_programme.hpp"
#include "models/mechanisms/review.hpp"
#include "models/mechanisms/safety.hpp"
#include "models/mechanisms/sandbox.hpp"
#include "models/mechanisms/screening.hpp"
#include "models/mechanisms/spillover.hpp"
#include "models/mechanisms/standards.hpp"
#include "models/mechanisms/survival.hpp"
#include "models/mechanisms/trial.hpp"
#include "models/mechanisms/validation.hpp"
#include "models/mechanisms/withdrawal.hpp"

namespace cultivar {

std::span<const sim::ParameterTable> parameter_tables() {
    static const std::array tables{
        founding_parameters(),       Calendar::parameters(),      Funding::parameters(),
        Planning::parameters(),      Needs::parameters(),         Opening::parameters(),
        Listing::parameters(),       Application::parameters(),   Matching::parameters(),
        Contracting::parameters(),   Review::parameters(),        Sandbox::parameters(),
        Pilot::parameters(),         Trial::parameters(),         Validation::parameters(),
        Standards::parameters(),     Research::parameters(),      Coverage::parameters(),
        Adoption::parameters(),      Influence::parameters(),     ResearchProgramme::parameters(),
        Spillover::parameters(),     Recombination::parameters(), Consortia::parameters(),
        Money::parameters(),         Survival::parameters(),      Assessment::parameters(),
        Audit::parameters(),         Screening::parameters(),     Safety::parameters(),
        FirstPurchase::parameters(), Factories::parameters(),     AiDepth::parameters(),
        Grades::parameters(),        Programmes::parameters()};
    return tables;
}

sim::ParameterCatalogue parameter_catalogue(std::span<const std::string> families) {
    return {parameter_tables(), families};
}

std::vector<MechanismValue> all_mechanisms(const sim::ParameterCatalogue& catalogue) {
    return {{"calendar", Calendar{}},
            {"money", Money(catalogue)},
            {"survival", Survival(catalogue)},
            {"withdrawal", Withdrawal(catalogue)},
            {"funding", Funding(catalogue)},
            {"research", Research(catalogue)},
            {"research_programme", ResearchProgramme(catalogue)},
            {"recombination", Recombination(catalogue)},
            {"spillover", Spillover(catalogue)},
            {"planning", Planning(catalogue)},
            {"assessment", Assessment(catalogue)},
            {"audit", Audit(catalogue)},
            {"needs", Needs(catalogue)},
            {"opening", Opening(catalogue)},
            {"screening", Screening(catalogue)},
            {"listing", Listing(catalogue)},
            {"application", Application(catalogue)},
            {"matching", Matching(catalogue)},
            {"consortium", Consortia(catalogue)},
            {"contracting", Contracting(catalogue)},
            {"review", Review(catalogue)},
            {"sandbox", Sandbox(catalogue)},
            {"pilot", Pilot(catalogue)},
            {"trial", Trial(catalogue)},
            {"safety", Safety(catalogue)},
            {"challenge", Challenge{}},
            {"coverage", Coverage(catalogue)},
            {"adoption", Adoption(catalogue)},
            {"validation", Validation(catalogue)},
            {"standards", Standards(catalogue)},
            {"cascade", Cascade{}},
            {"influence", Influence(catalogue)},
            {"first_purchase", FirstPurchase(catalogue)},
            {"factories", Factories(catalogue)},
            {"ai_depth", AiDepth(catalogue)},
            {"grades", Grades(catalogue)},
            {"programmes", Programmes(catalogue)},
            {"adopters", Adopters(catalogue)},
            {"learning", Learning(catalogue)}};
}

}  // namespace cultivar
