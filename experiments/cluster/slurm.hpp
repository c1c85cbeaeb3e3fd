// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "experiments/cluster/sbatch.hpp"

namespace cultivar {

// What is asked of a running Slurm. FileError with code "slurm" and exit code 4 where it refuses, with its own
// words, or is not there at all.

/// Has sbatch take a job and gives its number.
[[nodiscard]] std::string send(const ArgumentVector& words);

/// How many tasks an array may have here: one less than MaxArraySize, 1,000 if that cannot be learnt.
[[nodiscard]] std::size_t largest_array();

/// Whether a job waits or is at work.
[[nodiscard]] bool in_queue(const std::string& job);

/// Puts one task of an array back into the queue, which ends it.
void requeue(const std::string& array_job, const std::string& task);

}  // namespace cultivar
