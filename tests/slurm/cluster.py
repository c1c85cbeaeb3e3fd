# SPDX-License-Identifier: Apache-2.0
"""A Slurm of a test's own on this machine: munged, slurmctld and slurmd with their own ports, folders and
configuration. Whatever becomes of the test, a guard ends all of it and removes the folder."""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "sinfo"]
MARK = "CULTIVAR_TEST_SLURM"

CONFIGURATION = """
ClusterName=cultivartest
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
SlurmctldPort={port}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0,sched_min_interval=0
MpiDefault=none
SwitchType=switch/none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
KillWait=15
MinJobAge=3600
MaxArraySize=1001
JobRequeue=1
MailProg=/bin/true
"""


def programs_missing():
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    return [name for name in PROGRAMS if shutil.which(name, path=path) is None]


def free_ports(count):
    """Ports that nobody listens on now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def belongs(entry, folder):
    """Whether a process inherited the mark or, as those that watch over jobs, writes into a file of the folder."""
    try:
        if f"{MARK}={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
            return True
        return any(os.readlink(file).startswith(folder + "/") for file in (entry / "fd").iterdir())
    except OSError:
        return False


def marked(folder):
    """Every process that was started in this cluster, its jobs too."""
    return [int(entry.name) for entry in pathlib.Path("/proc").iterdir()
            if entry.name.isdigit() and int(entry.name) != os.getpid() and belongs(entry, folder)]


def end_all(folder):
    for _ in range(100):
        pids = marked(folder)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if not pids:
            break
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def guard(folder):
    """Waits until whoever started this closes its end or dies, then leaves nothing behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end_all(folder)


class Cluster:
    """`with Cluster(nodes=1) as cluster:`"""

    def __init__(self, nodes=1, cpus=2):
        self.nodes, self.cpus, self.daemons = nodes, cpus, []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="cultivar-slurm-")
        self.guard = subprocess.Popen([sys.executable, "-B", __file__, self.folder], stdin=subprocess.PIPE,
                                      start_new_session=True)
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.guard.stdin.close()
        for process in [self.guard, *self.daemons]:
            process.wait()

    def start(self):
        folder = pathlib.Path(self.folder)
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("SLURM", "SBATCH", "SQUEUE"))}
        self.environment.update({MARK: self.folder, "SLURM_CONF": str(folder / "slurm.conf"), "LC_ALL": "C.UTF-8",
                                 "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"})
        (folder / "munge.key").write_bytes(os.urandom(128))
        (folder / "munge.key").chmod(0o400)
        (folder / "state").mkdir()
        ports = free_ports(1 + self.nodes)
        host = socket.gethostname().split(".")[0]
        text = CONFIGURATION.format(folder=self.folder, port=ports[0], host=host, user=pwd.getpwuid(os.getuid()).pw_name)
        memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) // 1024
        for number, port in enumerate(ports[1:], 1):
            text += (f"NodeName=n{number} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs={self.cpus} "
                     f"RealMemory={memory} State=UNKNOWN\n")
            (folder / "spool" / f"n{number}").mkdir(parents=True)
        text += "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n"
        (folder / "slurm.conf").write_text(text)
        self.daemon("munged", "--foreground", "--force", f"--key-file={folder}/munge.key", f"--socket={folder}/munge.sock",
                    f"--pid-file={folder}/munged.pid", f"--log-file={folder}/munged.log",
                    f"--seed-file={folder}/munged.seed")
        self.wait("munged", lambda: (folder / "munge.sock").exists())
        self.daemon("slurmctld", "-D", "-f", folder / "slurm.conf")
        for number in range(1, self.nodes + 1):
            self.daemon("slurmd", "-D", "-f", folder / "slurm.conf", "-N", f"n{number}")
        self.wait("the nodes", lambda: self.run("sinfo", "-h", "-N", "-o", "%t", check=False).split() ==
                  ["idle"] * self.nodes)

    def daemon(self, *words):
        with open(f"{self.folder}/{words[0]}.out", "ab") as out:
            self.daemons.append(subprocess.Popen([str(word) for word in words], env=self.environment,
                                                 stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                                 start_new_session=True))

    def logs(self):
        """The last lines of all daemons, for a failure's message."""
        files = sorted(pathlib.Path(self.folder).glob("*.log")) + sorted(pathlib.Path(self.folder).glob("*.out"))
        return "\n".join(f"--- {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-30:])
                         for path in files)

    def wait(self, what, true, seconds=120):
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for {what}\n{self.logs()}")
            time.sleep(0.1)

    def run(self, *words, check=True, cwd=None):
        done = subprocess.run([str(word) for word in words], env=self.environment, cwd=cwd, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}\n{self.logs()}")
        return done.stdout

    def job(self, job):
        """What Slurm knows of a job or of one task ("7_2"): its fields by name."""
        text = self.run("scontrol", "show", "--oneliner", "job", job, check=False)
        return dict(word.split("=", 1) for word in text.splitlines()[0].split() if "=" in word) if text.strip() else {}

    def state(self, job):
        return self.job(job).get("JobState", "")

    def start_held(self):
        """A job that was queued again is held for two minutes; tests have no time for that."""
        for job in self.run("squeue", "-h", "-r", "-t", "PENDING", "-o", "%i %r").splitlines():
            name, reason = job.split(maxsplit=1)
            if reason == "BeginTime":
                self.run("scontrol", "update", f"JobId={name}", "StartTime=now", check=False)

    def wait_until_gone(self, *jobs, seconds=300):
        def gone():
            self.start_held()
            return not self.run("squeue", "-h", "-j", ",".join(jobs), check=False).strip()
        self.wait(f"the end of {jobs}", gone, seconds)


if __name__ == "__main__":
    guard(sys.argv[1])
