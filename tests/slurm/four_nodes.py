# SPDX-License-Identifier: Apache-2.0
"""A sweep on four nodes of a real Slurm: one of them fails, and one task comes to the end of its time."""
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cluster import Cluster
from sweep import Sweep


class FourNodes(unittest.TestCase):
    def test_a_node_that_fails_and_a_task_out_of_time_lose_nothing(self):
        with Cluster(nodes=4, cpus=1) as cluster:
            sweep = Sweep(self, cluster, seeds=2400, task="32 s", grace="120 s")
            array, collect, tasks, _ = sweep.submit()
            self.assertGreaterEqual(tasks, 4)
            cluster.wait("four tasks at once", lambda: sum(
                sweep.process_of(array, task) is not None for task in range(1, tasks + 1)) == 4)

            self.assertEqual({cluster.job(f"{array}_{task}")["NodeList"] for task in range(1, 5)}, {"n1", "n2", "n3", "n4"})

            # Slurm's own clock: with less time left than the grace the signal comes at its next look, every 30 s.
            cluster.run("scontrol", "update", f"JobId={array}_1", "TimeLimit=2")
            node = cluster.job(f"{array}_2")["NodeList"]
            cluster.run("scontrol", "update", f"NodeName={node}", "State=DOWN", "Reason=test")
            cluster.wait("the task to leave the node", lambda: cluster.job(f"{array}_2").get("Restarts") == "1")
            cluster.run("scontrol", "update", f"NodeName={node}", "State=RESUME", check=False)  # it may be back already
            cluster.wait("the signal", lambda: "go back into the queue" in sweep.log(f"task-{array}_1.log"), 120)
            cluster.run("scontrol", "update", f"JobId={array}_1", "TimeLimit=30")

            cluster.wait_until_gone(array, collect, seconds=900)
            for task in range(1, tasks + 1):
                self.assertRegex(sweep.log(f"task-{array}_{task}.log"), r"Task \d+ of \d+: (\d+) of \1 runs done")
            self.assertEqual(cluster.job(f"{array}_1")["Restarts"], "1")
            self.assertEqual(cluster.job(collect)["ExitCode"], "0:0", sweep.log(f"collect-{collect}.log"))
            self.assertEqual(len(re.findall("Written to", sweep.log(f"collect-{collect}.log"))), 1)
            self.assertEqual(sweep.digest("x.h5"), sweep.local_digest())


if __name__ == "__main__":
    unittest.main()
