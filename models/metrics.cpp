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
        {"review_days", "day", "min", "mean time from contract to the end of the review", national,
         review_days},
        {"access_days", "day", "min", "mean time from contract to access", national, access_days},
        {"stuck_share", "share", "min",
         "accesses that came more than a year after the contract, over accesses", national, stuck_share},
        {"sandbox_share", "share", "", "accesses by way of a sandbox over accesses", national, sandbox_share},
        {"sandbox_wait", "day", "min", "mean time in line for a sandbox", national, sandbox_wait},
        {"pilot_wait", "day", "min", "mean time in line for a pilot facility", national, pilot_wait},
        {"piloted", "count", "", "scenarios that entered a pilot facility", national, piloted},
        {"standards", "count", "max", "categories with a standard", national, standards},
        {"rules_made", "count", "max", "categories whose rule gap a standard closed", national, rules_made},
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
        {"breakthroughs", "count", "max", "completed steps that raised a bottleneck", national,
         breakthroughs},
        {"unlocked", "count", "max", "scenarios listed after technology became ready", national, unlocked},
        {"coverage_5g", "share", "max", "5G coverage, mean over firms", by_region, coverage},
        {"base_stations", "10k", "max", "5G base stations", national, base_stations},
    };
    return list;
}

}  // namespace cultivar
