// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/submission_file.hpp"

#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"
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
    close_frame(writer, FrameKind::submission);
    AtomicFile file(submission_in(folder));
    file.write({writer.bytes().begin(), writer.bytes().end()});
    file.commit();
}

std::optional<Submission> read_submission(const std::filesystem::path& folder) {
    const std::filesystem::path path = submission_in(folder);
    std::error_code error;
    if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found)
        return std::nullopt;
    const std::string bytes = read_bytes(path);
    std::string_view left = bytes;
    const std::optional<Frame> frame = take_frame(left);
    Submission submission;
    if (!frame || frame->kind != FrameKind::submission || !left.empty() ||
        !decode(frame->payload, submission))
        throw FileError(path, "results", "damaged, or not what was sent to a cluster", 2);
    return submission;
}

}  // namespace cultivar
