// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/submission_file.hpp"

#include "experiments/results/frame.hpp"

namespace cultivar {

namespace {

bool decode(std::string_view payload, Submission& submission) {
    ByteReader reader(payload);
    reader.take(submission.ticket);
    reader.take(submission.plan);
    reader.take(submission.tasks);
    reader.take(submission.cores);
    reader.take(submission.retries);
    reader.take(submission.rows);
    reader.take(submission.array_job);
    reader.take(submission.collect_job);
    return reader.finished() && submission.tasks > 0 && submission.cores > 0;
}

}  // namespace

std::filesystem::path submission_in(const std::filesystem::path& folder) {
    return folder / "submission";
}

std::filesystem::path job_script_in(const std::filesystem::path& folder) {
    return folder / "job.sh";
}

void write_submission(const std::filesystem::path& folder, const Submission& submission) {
    ByteWriter writer;
    open_frame(writer);
    writer.add(submission.ticket);
    writer.add(submission.plan);
    writer.add(submission.tasks);
    writer.add(submission.cores);
    writer.add(submission.retries);
    writer.add(submission.rows);
    writer.add(submission.array_job);
    writer.add(submission.collect_job);
    write_frame(submission_in(folder), writer, FrameKind::submission);
}

std::optional<Submission> read_submission(const std::filesystem::path& folder) {
    Submission submission;
    const bool there =
        read_frame(submission_in(folder), FrameKind::submission, "damaged, or not what was sent to a cluster",
                   [&](std::string_view payload) { return decode(payload, submission); });
    return there ? std::optional(std::move(submission)) : std::nullopt;
}

}  // namespace cultivar
