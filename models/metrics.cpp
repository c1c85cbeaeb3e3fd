// SPDX-License-Identifier: Apache-2.0
#include "models/metrics.hpp"

#include "models/measures.hpp"

namespace cultivar {

namespace {

const std::vector<Axis> by_family{Axis::region, Axis::family};
const std::vector<Axis> by_tier{Axis::region, Axis::tier};
const std::vector<Axis> by_region{Axis::region};
const std::vector<Axis> national{};

}  // namespace

const std::vector<Metric>& metrics() {
    using namespace measures;
    static const std::vector<Metric> list{
        {"adopters", "firms", "max", "real firms that use the family; without a family, that use any",
         by_family, adopters},
        {"adoption_share", "share", "max", "adopters over firms", by_family, adoption_share},
        {"time_to_10", "year", "min",
         "years until the adoption share reaches 10 %, the horizon if it never does", by_family,
         adoption_share, to_10},
        {"time_to_50", "year", "min",
         "years until the adoption share reaches 50 %, the horizon if it never does", by_family,
         adoption_share, to_50},
        {"time_to_90", "year", "min",
         "years until the adoption share reaches 90 %, the horizon if it never does", by_family,
         adoption_share, to_90},
        {"considered", "count", "", "considerations of a family by real firms", by_family, considered},
        {"needs", "count", "", "needs that arose", by_tier, reached<Stage::need>},
        {"identified", "count", "", "scenarios that their owner opened", by_tier, reached<Stage::identified>},
        {"locked", "count", "", "scenarios that had to wait for technology", by_tier, reached<Stage::locked>},
        {"listed", "count", "max", "scenarios listed", by_tier, reached<Stage::listed>},
        {"matched", "count", "max", "scenarios matched with a supplier", by_tier, reached<Stage::matched>},
        {"contracted", "count", "max", "scenarios under contract", by_tier, reached<Stage::contracted>},
        {"in_trial", "count", "max", "scenarios that began a first trial", by_tier, reached<Stage::in_trial>},
        {"validated", "count", "max", "scenarios validated", by_tier, reached<Stage::validated>},
        {"stopped", "count", "min", "scenarios given up after a failed trial", by_tier,
         reached<Stage::stopped>},
        {"unmatched", "count", "min", "scenarios that found nobody on their last list", by_tier,
         reached<Stage::unmatched>},
        {"applications", "count", "", "applications that counted", national, applications},
        {"lead_listing_contract", "day", "min", "median time from list to contract", national,
         lead_listing_contract},
        {"lead_contract_trial", "day", "min", "median time from contract to first trial", national,
         lead_contract_trial},
        {"lead_trial_validated", "day", "min", "median time from first trial to validation", national,
         lead_trial_validated},
        {"success_share", "share", "max", "successful trials over all trials", national, success_share},
        {"first_trial_success", "share", "max", "successful first trials over first trials", national,
         first_trial_success},
        {"public_spend", "m_cny", "min", "public money spent on trials", by_tier, public_spend},
        {"value_realised", "m_cny", "max", "value of validated scenarios", by_tier, value_realised},
        {"value_locked", "m_cny", "min", "value of scenarios that wait for technology", by_tier,
         value_locked},
        {"synergy_premium", "share", "max",
         "mean over adopted templates of premium over the gain of their technologies one by one", national,
         synergy_premium},
        {"sme_share", "share", "max", "contracts won by small and medium firms over contracts", national,
         sme_share},
        {"nonstate_share", "share", "max", "contracts won by firms without state owner over contracts",
         national, nonstate_share},
        {"home_share", "share", "", "contracts won by suppliers of the owner's region over contracts",
         national, home_share},
        {"plan_similarity", "share", "min", "mean cosine of the focus sets of every two regions", national,
         plan_similarity},
        {"east_share", "share", "", "eastern share of installations", national, east_share},
        {"readiness",
         "level",
         "max",
         "mean readiness of the family's technologies",
         {Axis::family},
         readiness},
        {"readiness_lowest",
         "level",
         "max",
         "lowest readiness among the family's technologies",
         {Axis::family},
         readiness_lowest},
        {"ready_share",
         "share",
         "max",
         "technologies of the family with readiness 8 or more over all of them",
         {Axis::family},
         ready_share},
        {"technologies",
         "count",
         "",
         "technologies of the family, with those that came of combining others",
         {Axis::family},
         technologies},
        {"directedness", "-", "max",
         "correlation over technologies of the demand ever felt for one and the levels it rose", national,
         directedness},
        {"cost_per_level", "m_cny", "min", "effort of research projects per readiness level raised", national,
         cost_per_level},
        {"programme_spend", "m_cny", "", "programme funds that went to awards", national, programme_spend},
        {"cascade_size", "count", "max", "scenarios released from waiting per breakthrough", national,
         cascade_size},
        {"largest_cascade", "count", "", "scenarios released by one breakthrough, at most", national,
         largest_cascade},
        {"cascade_adoptions", "firms", "max",
         "choices of templates per breakthrough, as far as they were validated in released scenarios",
         national, cascade_adoptions},
        {"consortia", "count", "", "consortia formed", national, consortia},
        {"consortia_dissolved", "count", "min", "consortia that missed two milestones", national,
         consortia_dissolved},
        {"mixed_share", "share", "max",
         "consortia with members of more than one type (state-owned, other firm, institute) over all",
         national, mixed_share},
        {"cross_links", "count", "max", "pairs of consortium members of two types", national, cross_links},
        {"breakthroughs", "count", "max", "completed steps that raised a bottleneck", national,
         breakthroughs},
        {"unlocked", "count", "max", "scenarios listed after technology became ready", national, unlocked},
        {"coverage_5g", "share", "max", "5G coverage, mean over firms", by_region, coverage},
        {"base_stations", "10k", "max", "5G base stations", national, base_stations},
    };
    return list;
}

}  // namespace cultivar
