// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/engine.hpp"
#include "sim/random.hpp"

namespace cultivar::test {

/// A station with one waiting line: exponential services of mean one day, Poisson arrivals by rate per day.
struct Station {
    std::uint32_t servers = 1;
    double arrival_rate = 0.5;
    double noted_sojourn = 10.0;  ///< days; customers that stayed longer are counted
    std::uint32_t warm_up = 0;    ///< customers that are left out of that count
};

/// What a station saw from its opening until the last customer had left, in ticks.
struct StationRecord {
    std::uint64_t served = 0;
    std::uint64_t noted = 0;  ///< served after the warm-up with a sojourn longer than noted
    sim::Bits128 sojourns = 0;
    sim::Bits128 waits = 0;               ///< before service
    std::vector<std::int64_t> time_with;  ///< by number of customers present

    /// The mean over time of f(number present).
    template <class F>
    [[nodiscard]] double time_mean(F f) const {
        double sum = 0.0, length = 0.0;
        for (std::size_t n = 0; n < time_with.size(); ++n) {
            sum += f(static_cast<double>(n)) * static_cast<double>(time_with[n]);
            length += static_cast<double>(time_with[n]);
        }
        return sum / length;
    }
    [[nodiscard]] double length_in_days() const {
        double ticks = 0.0;
        for (const std::int64_t time : time_with) ticks += static_cast<double>(time);
        return ticks / static_cast<double>(sim::one_day.count());
    }
};

struct Arrival {
    static constexpr std::uint8_t priority = 1;
    static constexpr std::string_view name = "Arrival";
    std::uint64_t customer = 0;
};
struct Departure {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Departure";
    std::uint64_t customer = 0;
    sim::Time arrived{};
};

/// The station at work; every draw is keyed by its customer.
class StationModel {
  public:
    using Engine = sim::Engine<sim::EventTypes<Arrival, Departure>>;

    StationModel(const Station& station, std::uint64_t customers, std::uint64_t seed)
        : station_(station), customers_(customers), seed_(seed), engine_(sim::Time{}, seed) {
        record_.time_with.resize(64);
        if (customers > 0) engine_.at(sim::Time{}, Arrival{0});
    }

    void run_until(sim::Time end) { engine_.run_until(end, *this); }
    [[nodiscard]] const StationRecord& record() const { return record_; }
    [[nodiscard]] const Engine& engine() const { return engine_; }

    void operator()(const Arrival& arrival, const sim::Occurrence& now) {
        spend_until(now.time);
        ++present_;
        if (arrival.customer + 1 < customers_)
            engine_.after(draw(arrival_purpose, arrival.customer, 1.0 / station_.arrival_rate),
                          Arrival{arrival.customer + 1});
        const Departure departure{arrival.customer, now.time};
        if (present_ <= station_.servers)
            serve(departure, now.time);
        else
            line_.push_back(departure);
    }

    void operator()(const Departure& departure, const sim::Occurrence& now) {
        spend_until(now.time);
        --present_;
        ++record_.served;
        const sim::Duration sojourn = now.time - departure.arrived;
        record_.sojourns += static_cast<sim::Bits128>(sojourn.count());
        record_.noted +=
            departure.customer >= station_.warm_up && sim::in_days(sojourn) > station_.noted_sojourn;
        if (line_.empty()) return;
        serve(line_.front(), now.time);
        line_.pop_front();
    }

  private:
    static constexpr std::uint16_t arrival_purpose = 1;
    static constexpr std::uint16_t service_purpose = 2;

    sim::Duration draw(std::uint16_t purpose, std::uint64_t customer, double mean_days) {
        sim::Stream stream(seed_, purpose, sim::Key{customer});
        engine_.note_draw(customer << 16 | purpose);
        return sim::Duration{static_cast<std::int64_t>(
            stream.exponential(mean_days * static_cast<double>(sim::one_day.count())))};
    }
    void serve(const Departure& departure, sim::Time now) {
        record_.waits += static_cast<sim::Bits128>((now - departure.arrived).count());
        engine_.after(draw(service_purpose, departure.customer, 1.0), departure);
    }
    void spend_until(sim::Time time) {
        if (present_ >= record_.time_with.size()) record_.time_with.resize(2 * present_);
        record_.time_with[present_] += (time - since_).count();
        since_ = time;
    }

    Station station_;
    std::uint64_t customers_;
    std::uint64_t seed_;
    Engine engine_;
    std::deque<Departure> line_;
    std::size_t present_ = 0;
    sim::Time since_{};
    StationRecord record_;
};

[[nodiscard]] inline StationRecord run_station(const Station& station, std::uint64_t customers,
                                               std::uint64_t seed) {
    StationModel model(station, customers, seed);
    model.run_until(sim::Time::max());
    return model.record();
}

/// Probabilities of 0, 1, … customers in M/M/c with services of mean 1, until the rest is below 1e-15.
[[nodiscard]] inline std::vector<double> stationary(const Station& station) {
    std::vector<double> weights{1.0};
    double total = 1.0;
    while (weights.size() <= station.servers || weights.back() > 1e-18 * total) {
        const double busy = static_cast<double>(
            weights.size() < station.servers ? weights.size() : std::size_t{station.servers});
        weights.push_back(weights.back() * station.arrival_rate / busy);
        total += weights.back();
    }
    for (double& weight : weights) weight /= total;
    return weights;
}

/// The stationary mean of f(number present), and the variance of its time average over one long run times the
/// run's length: 2 sum_j (sum_{i<=j} (f(i) - mean) p_i)^2 / (lambda p_j), exact for birth-and-death processes
/// (Whitt 1992, Asymptotic formulas for Markov processes with applications to simulation).
struct Expectation {
    double mean = 0.0;
    double variance = 0.0;
};
template <class F>
[[nodiscard]] Expectation expect(const Station& station, F f) {
    const std::vector<double> p = stationary(station);
    Expectation result;
    for (std::size_t n = 0; n < p.size(); ++n) result.mean += p[n] * f(static_cast<double>(n));
    double sum = 0.0;
    for (std::size_t n = 0; n < p.size(); ++n) {
        sum += (f(static_cast<double>(n)) - result.mean) * p[n];
        result.variance += 2.0 * sum * sum / (station.arrival_rate * p[n]);
    }
    return result;
}

}  // namespace cultivar::test
