// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/run_record.hpp"

namespace cultivar {

namespace {

constexpr std::size_t trace_row_size = 58;
constexpr std::size_t draw_size = 30;
constexpr std::size_t least_list = 8;

void write_row(ByteWriter& writer, const TraceRow& row) {
    writer.add(row.id.value);
    writer.add(std::int64_t{row.time.time_since_epoch().count()});
    writer.add(row.cause.value);
    writer.add(row.through.value);
    writer.add(row.policy.value);
    writer.add(row.type);
    writer.add(static_cast<std::uint8_t>(row.outcome));
    for (const std::uint32_t word : row.entity) writer.add(word);
}

void read_time(ByteReader& reader, sim::Time& time) {
    std::int64_t microseconds = 0;
    reader.take(microseconds);
    time = sim::Time(sim::Duration(microseconds));
}

void read_row(ByteReader& reader, TraceRow& row) {
    std::uint8_t outcome = 0;
    reader.take(row.id.value);
    read_time(reader, row.time);
    reader.take(row.cause.value);
    reader.take(row.through.value);
    reader.take(row.policy.value);
    reader.take(row.type);
    reader.take(outcome);
    row.outcome = static_cast<Outcome>(outcome);
    for (std::uint32_t& word : row.entity) reader.take(word);
}

void write_draw(ByteWriter& writer, const sim::Draw& draw) {
    writer.add(draw.event);
    writer.add(draw.entity);
    writer.add(draw.value);
    writer.add(draw.occurrence);
    writer.add(draw.purpose);
}

void read_draw(ByteReader& reader, sim::Draw& draw) {
    reader.take(draw.event);
    reader.take(draw.entity);
    reader.take(draw.value);
    reader.take(draw.occurrence);
    reader.take(draw.purpose);
}

/// Every part of a slice, in the order of its declaration; one more of them must be written too.
template <class Visit, class Part>
void each_part(Part& slice, Visit visit) {
    auto& [region, macro_region, family, tier, owner, size_class, grade] = slice;
    for (auto* part : {&region, &macro_region, &family, &tier, &owner, &size_class, &grade}) visit(*part);
}

}  // namespace

void encode(ByteWriter& writer, const std::string& id, const RunResult& run) {
    writer.add(id);
    writer.add(static_cast<std::int8_t>(run.status));
    writer.add(run.stage);
    writer.add(run.message);
    writer.add(run.events);
    writer.add(run.fingerprint);
    writer.add(run.seconds);
    writer.add(run.times,
               [](ByteWriter& to, sim::Time time) { to.add(std::int64_t{time.time_since_epoch().count()}); });
    writer.add(run.series, [](ByteWriter& to, const std::vector<double>& numbers) { to.add(numbers); });
    writer.add(run.values);
    writer.add(run.trace, write_row);
    writer.add(run.draws, write_draw);
}

bool decode(std::string_view payload, KeptRun& kept) {
    ByteReader reader(payload);
    RunResult& run = kept.result;
    std::int8_t status = 0;
    reader.take(kept.id);
    reader.take(status);
    run.status = static_cast<RunStatus>(status);
    reader.take(run.stage);
    reader.take(run.message);
    reader.take(run.events);
    reader.take(run.fingerprint);
    reader.take(run.seconds);
    reader.take(run.times, sizeof(std::int64_t), read_time);
    reader.take(run.series, least_list,
                [](ByteReader& from, std::vector<double>& numbers) { from.take(numbers); });
    reader.take(run.values);
    reader.take(run.trace, trace_row_size, read_row);
    reader.take(run.draws, draw_size, read_draw);
    return reader.finished() && (status == 0 || status == 1);
}

void encode(ByteWriter& writer, const JournalHead& head) {
    writer.add(head.layout);
    writer.add(head.scalars, [](ByteWriter& to, const Scalar& scalar) {
        to.add(scalar.name);
        to.add(std::uint64_t{scalar.metric});
        each_part(scalar.slice, [&](int part) { to.add(std::int32_t{part}); });
    });
}

bool decode(std::string_view payload, JournalHead& head) {
    ByteReader reader(payload);
    reader.take(head.layout);
    reader.take(head.scalars, least_list, [](ByteReader& from, Scalar& scalar) {
        std::uint64_t metric = 0;
        from.take(scalar.name);
        from.take(metric);
        scalar.metric = metric;
        each_part(scalar.slice, [&](int& part) { from.take(part); });
    });
    return reader.finished();
}

}  // namespace cultivar
