// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// When firms consider a family of technologies.
///
/// Rule: the hazard of firm i for family f is, while f's core is ready (`adoption.readiness`) and, where f
/// needs it, coverage suffices (`coverage.threshold`),
///   (p + q · Σ_j w_ij a_j) · (size / median)^`adoption.size_slope` · exp(`adoption.stock` N +
///   `adoption.order` ΔN),
/// a_j = 1 for firms that use f, N their national share, ΔN its growth over twelve months, both as of the
/// first of the month. w gives `spill.home_share` to the own region and the rest to firms of others by
/// exp(−distance / `spill.length`); a firm with supply ties gives half of its home weight to them. Rows of w
/// sum to 1.
///
/// Exactness: the regional part of the hazard is common to a region up to the size factor, so one clock a
/// region integrates it, and a firm is reached when the integral passes its own unit exponential draw (time
/// change of a Poisson process; Sellke 1983). Each supply tie whose other end uses f is a clock of its own;
/// the sum of independent clocks has the sum of their hazards. A region's next passage is scheduled under a
/// bound a little above the present rate and put off when it strikes early, so the law is exact though
/// influence changes with every installation. The stock and order effects thin what ties bring about. The
/// cause of a consideration is the tie that struck, or is drawn in proportion to the shares of the regional
/// hazard: the policy in force for p, one earlier adopter for the rest.
/// A firm that closes no longer influences anybody, and neither its passages nor what its ties were to bring
/// strike; one that enters draws its own passages and is tied to whom its place is tied to.
/// Limits: with everybody in one region, no ties, slope 0, a ready core, installation at once and
/// `adoption.decision: always` the adopters follow Bass's law; with p = 0 the logistic.
/// Source: Bass 1969; Karshenas & Stoneman 1993; Comin, Dmitriev & Rossi-Hansberg 2012; Bottazzi & Peri 2003.
class Influence final : public Mechanism {
  public:
    explicit Influence(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_influence_reached(const InfluenceReached& event, Context& context) override;
    void on_adoption_considered(const AdoptionConsidered& event, Context& context) override;
    void on_installed(const Installed& event, Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;
    void on_readiness_stepped(const ReadinessStepped& event, Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    struct Passage {
        double threshold = 0.0;
        FirmId firm;
        std::uint32_t enrolment = 0;  ///< of the place's holder that it was drawn for
        friend bool operator>(const Passage& a, const Passage& b) { return a.threshold > b.threshold; }
    };
    /// The integrated hazard of the firms with ties, or of those without, of a region for a family.
    struct Clock {
        double integrated = 0.0;
        double rate = 0.0;   ///< a year, now
        double bound = 0.0;  ///< under which the next passage was scheduled
        double since = 0.0;  ///< years from the start up to which it is integrated
        bool close = false;  ///< the next passage is so near that it is scheduled without headroom
        sim::Handle handle;
        std::vector<Passage> passages;  ///< a heap, the nearest first
    };
    /// What a firm's hazards are made of.
    struct Weight {
        double size_factor = 1.0;
        std::uint32_t ties = 0;
        std::uint32_t enrolment = 0;  ///< exits from its place so far
    };
    /// What a firm's place has to do with a family.
    struct Reach {
        std::uint32_t passages = 0;       ///< of its influence so far
        std::uint32_t place_of_user = 0;  ///< among the users of its region
        sim::EventId installation;        ///< the event that began its use
    };
    [[nodiscard]] std::size_t place(std::size_t family, RegionId region, std::size_t tied) const {
        return (family * regions_ + region.index) * 2 + tied;
    }
    [[nodiscard]] std::size_t cell(FirmId firm, std::size_t family) const {
        return firm.index * families_ + family;
    }
    [[nodiscard]] bool open(const World& world, const Policy& policy, std::size_t family,
                            RegionId region) const;
    [[nodiscard]] double regional(const World& world, std::size_t family, RegionId region,
                                  std::size_t tied) const;
    /// 1 for firms with supply ties, 0 for those without.
    [[nodiscard]] std::size_t tied(FirmId firm) const;
    static void advance(Clock& clock, double now);
    void enrol(FirmId firm, std::size_t family, Context& context);
    void drop_lapsed(Clock& clock) const;
    void refresh(std::size_t family, Context& context);
    void refresh(std::size_t family, RegionId region, std::size_t tied, double now, Context& context);
    void schedule(std::size_t place, std::size_t family, RegionId region, Context& context);
    void refresh_crowding(Context& context) const;
    void join_users(FirmId firm, std::size_t family, sim::EventId installation, const World& world);
    void leave_users(FirmId firm, std::size_t family, const World& world);
    void measure_abroad(std::size_t family, const World& world);
    void arm_tie(FirmId firm, FirmId source, std::size_t family, std::uint32_t number, sim::EventId cause,
                 Context& context);
    [[nodiscard]] sim::EventId draw_cause(const AdoptionConsidered& reached, std::size_t tied,
                                          Context& context);

    std::vector<sim::ParameterId> p_, q_;
    sim::ParameterId size_slope_, stock_, order_, readiness_, threshold_, home_share_;
    std::size_t regions_ = 0, families_ = 0;
    std::vector<Clock> clocks_;               ///< family × region × (without, with ties)
    sim::AlignedVector<Weight> weight_;       ///< by firm
    sim::AlignedVector<Reach> reach_;         ///< firm × family
    std::vector<double> home_;                ///< by region: weight of the own region
    std::vector<double> share_abroad_;        ///< region × region: weight of one firm there, abroad in all 1
    std::vector<double> abroad_;              ///< family × region: influence from abroad
    std::vector<std::vector<FirmId>> users_;  ///< region × family: firms in business that use it
    std::vector<double> weights_;             ///< room for those of one draw
    std::vector<double> places_;              ///< by region: places for firms
    std::vector<std::vector<double>> past_share_;  ///< by family: national share on the last firsts of month
};

}  // namespace cultivar
