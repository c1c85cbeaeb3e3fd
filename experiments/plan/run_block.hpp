// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace cultivar {

class Node;
class Diagnostics;

/// How the runs of an experiment are sent to a cluster: the block `run:` of its file. No part of what the runs
/// are. Empty texts and zeros leave the choice to the cluster.
struct RunBlock {
    double task_seconds = 1800.0;  ///< the length that a task should have
    unsigned cores = 1;            ///< of a task
    std::uint64_t megabytes = 0;   ///< of 1,048,576 bytes, as Slurm counts
    bool per_core = false;         ///< they are for each core, not for the task
    unsigned concurrent = 0;       ///< tasks at a time
    unsigned grace_seconds = 120;  ///< a task is told to stop so long before its time is over
    unsigned retries = 2;          ///< how often a task that ran out of time is queued again
    std::string partition, account, qos, constraint;
};

/// Reads the block. Reports slurm where Slurm would not take a value, and range for counts.
[[nodiscard]] RunBlock read_run_block(const Node& node, Diagnostics& diagnostics);

}  // namespace cultivar
