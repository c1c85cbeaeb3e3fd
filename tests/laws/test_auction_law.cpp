// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "sim/auction.hpp"
#include "sim/random.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar;
using namespace cultivar::sim;

namespace {

/// Everyone may bid for everything.
Market open_market(std::uint32_t suppliers, std::uint32_t scenarios, std::uint32_t room,
                   std::uint32_t places) {
    Market market{
        {}, std::vector<std::uint32_t>(suppliers, room), std::vector<std::uint32_t>(scenarios, places)};
    for (std::uint32_t scenario = 0; scenario < scenarios; ++scenario)
        for (std::uint32_t supplier = 0; supplier < suppliers; ++supplier)
            market.offers.push_back({supplier, scenario, 0.0, 0.0, true});
    return market;
}

std::vector<double> uniform_bids(const Market& market, Stream stream) {
    std::vector<double> bids;
    for (std::size_t i = 0; i < market.offers.size(); ++i) bids.push_back(stream.uniform());
    return bids;
}

/// What a supplier gains: value less price of all that it won.
double gain(const Market& market, const std::vector<Sale>& sales, const std::vector<double>& values,
            std::uint32_t supplier) {
    double sum = 0.0;
    for (const Sale& sale : sales)
        for (std::size_t i = 0; i < market.offers.size(); ++i)
            if (sale.pair == Pair{supplier, market.offers[i].scenario} &&
                market.offers[i].supplier == supplier)
                sum += values[i] - sale.price;
    return sum;
}

}  // namespace

/// The price is the second largest of n uniforms, Beta(n − 1, 2): mean (n − 1) / (n + 1), variance 2 (n − 1) /
/// ((n + 1)² (n + 2)). False alarm: 1e-6 each. Seen: the winner pays its own bid; the third bid.
TEST_CASE("auction: among n uniform values the price is (n - 1) / (n + 1) on average") {
    for (const std::uint32_t n : {2U, 3U, 5U, 10U}) {
        CAPTURE(n);
        const Market market = open_market(n, 1, 1, 1);
        std::vector<double> prices;
        for (std::uint32_t i = 0; i < 20'000; ++i) {
            const std::vector<double> bids = uniform_bids(market, Stream(41, 1, Key{n}, i));
            const std::vector<Sale> sales = second_price_auction(market, bids, 0.0);
            REQUIRE(sales.size() == 1);
            REQUIRE(bids[sales[0].pair.supplier] == *std::max_element(bids.begin(), bids.end()));
            prices.push_back(sales[0].price);
        }
        const double mean = (n - 1.0) / (n + 1.0),
                     variance = 2.0 * (n - 1.0) / ((n + 1.0) * (n + 1.0) * (n + 2.0));
        CHECK(std::fabs(tests::mean_error(prices, mean, variance)) < tests::z_bound);
    }
}

/// Exact. Seen: the winner pays its own bid; a loser without room left sets the price.
TEST_CASE(
    "auction: no bid for one scenario gains more than one's value, nor does any bid where room suffices") {
    for (std::uint32_t i = 0; i < 200; ++i) {
        const std::uint32_t scenarios = 1 + i % 3, places = 1 + i % 2;
        const Market market = open_market(4, scenarios, scenarios, places);
        const std::vector<double> values = uniform_bids(market, Stream(42, 1, Key{1}, i));
        const double reserve = i % 5 == 0 ? 0.3 : 0.0;
        const std::vector<Sale> honest = second_price_auction(market, values, reserve);
        for (std::size_t lie = 0; lie < market.offers.size(); ++lie) {
            for (double bid = 0.02; bid < 1.1; bid += 0.04) {
                std::vector<double> bids = values;
                bids[lie] = bid;
                const std::uint32_t liar = market.offers[lie].supplier;
                REQUIRE(gain(market, second_price_auction(market, bids, reserve), values, liar) <=
                        gain(market, honest, values, liar) + 1e-12);
            }
        }
    }
}

TEST_CASE("auction: the reserve keeps low bids out and is the price where nobody lost") {
    const Market market = open_market(3, 1, 1, 1);
    CHECK(second_price_auction(market, std::vector{0.1, 0.2, 0.3}, 0.5).empty());
    CHECK(second_price_auction(market, std::vector{0.1, 0.7, 0.3}, 0.5).front().price == 0.5);
    CHECK(second_price_auction(market, std::vector{0.6, 0.7, 0.3}, 0.5).front().price == 0.6);
}

TEST_CASE("auction: with negative bids the lowest price wins and is paid the second lowest") {
    const Market market = open_market(3, 1, 1, 1);
    const std::vector<Sale> sales = second_price_auction(market, std::vector{-0.8, -0.6, -0.7}, -1.0);
    REQUIRE(sales.size() == 1);
    CHECK(sales[0].pair == Pair{1, 0});
    CHECK(sales[0].price == -0.7);
}

TEST_CASE(
    "auction: who has no room left neither wins nor sets a price; equal bids go to the lower supplier") {
    Market market = open_market(3, 2, 1, 1);
    const std::vector<Sale> sales =
        second_price_auction(market, std::vector{0.9, 0.5, 0.5, 0.8, 0.4, 0.4}, 0.0);
    REQUIRE(sales.size() == 2);
    CHECK(sales[0].pair == Pair{0, 0});
    CHECK(sales[0].price == 0.5);
    CHECK(sales[1].pair == Pair{1, 1});
    CHECK(sales[1].price == 0.4);
    market.offers[4].acceptable = false;
    CHECK(second_price_auction(market, std::vector{0.9, 0.5, 0.5, 0.8, 0.4, 0.4}, 0.0)[1].pair == Pair{2, 1});
}

TEST_CASE("auction: several places go at one price, the highest that lost") {
    const Market market = open_market(4, 1, 1, 2);
    const std::vector<Sale> sales = second_price_auction(market, std::vector{0.2, 0.9, 0.6, 0.5}, 0.0);
    REQUIRE(sales.size() == 2);
    for (const Sale& sale : sales) CHECK(sale.price == 0.5);
    CHECK(sales[0].pair == Pair{1, 0});
    CHECK(sales[1].pair == Pair{2, 0});
}

TEST_CASE("auction: a missing or infinite bid is refused") {
    const Market market = open_market(2, 1, 1, 1);
    CHECK_THROWS_AS((void)second_price_auction(market, std::vector{0.5}, 0.0), std::invalid_argument);
    CHECK_THROWS_AS((void)second_price_auction(market, std::vector{0.5, std::nan("")}, 0.0),
                    std::invalid_argument);
}
