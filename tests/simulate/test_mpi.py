"""The processes of one MPI run share the draws of one analysis: the bytes of one process, whatever their number; only one of them speaks; and one
that is lost ends the run, with nothing written. Runs the program as -Dmpi=enabled builds it, which tests/meson.build makes where MPI is installed."""
import os
import re
import shutil
import signal
import subprocess
import time
import unittest

from program import clean_environment
from test_parts import DRAWS, Page, Parts, many_units, scripts
from test_uncertainty import definition

MPI = os.environ.get("EGOVBENCH_MPI", "")
MPIRUN = shutil.which("mpirun")
# For Open MPI: containers are often run by root, have fewer cores than processes, and no ssh.
SETTINGS = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_plm_rsh_agent": "sh", "OMPI_MCA_btl_vader_single_copy_mechanism": "none", "OMPI_MCA_rmaps_base_oversubscribe": "1"}


@unittest.skipUnless(MPI, "no MPI library was found when this was built (libopenmpi-dev)")
@unittest.skipUnless(MPIRUN, "mpirun is not installed (openmpi-bin)")
@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED"), "MPI keeps memory to the end, and does not expect a sanitizer")
class Team(Parts):
    surroundings = clean_environment(**SETTINGS)

    def team(self, count, *arguments):
        return subprocess.run([MPIRUN, "-n", str(count), MPI, *arguments], cwd=self.place, env=self.surroundings, capture_output=True, check=False)

    def shared(self, command, *options, counts=(3,)):
        whole = self.run_program(command, "trial.yaml", *options)
        self.assertEqual(whole.code, 0, whole.err)
        for count in counts:
            with self.subTest(command=command, options=options, count=count):
                done = self.team(count, command, "trial.yaml", *options)
                self.assertEqual((done.returncode, done.stderr.decode()), (0, whole.err))
                self.assertTrue(done.stdout.decode() == whole.out)


class Same(Team):
    def test_weights(self):
        self.shared("uncertainty", *DRAWS, "--format", "csv", counts=(1, 2, 3, 4))
        self.shared("uncertainty", *DRAWS, "--pairs", "--format", "json", counts=(2,))

    def test_text(self):
        """What mpirun reads from its processes is no terminal, though it looks like one to them."""
        self.shared("uncertainty", *DRAWS, counts=(2,))

    def test_methods_are_drawn(self):
        varied = ["--normalise", "on,zscore,rank", "--aggregate", "on,geometric", "--leave-out", "indicators", "--error", "10%"]
        self.shared("uncertainty", *DRAWS, *varied, "--format", "json", counts=(1, 2, 3, 4))
        self.write("trial.yaml", definition(top="rank: {ties: fractional}"))
        self.shared("uncertainty", *DRAWS, "--format", "json")

    def test_more_processes_than_parts(self):
        self.shared("uncertainty", "--draws", "300", "--format", "csv", counts=(4,))

    def test_acceptability(self):
        self.shared("acceptability", *DRAWS, "--pairs", "--format", "csv", counts=(2, 3))

    def test_sensitivity(self):
        self.shared("sensitivity", "--draws", "20", counts=(2, 3))
        self.shared("sensitivity", "--table", "removals", "--format", "csv", counts=(2,))

    def test_sweep(self):
        """Also where there are more processes than scenarios; nothing is kept of it beside the file."""
        self.shared("sweep", "--grid", "A=0.1..0.5:5", "--format", "csv", counts=(2, 7))
        self.shared("sweep", "--grid", "A=0.1..0.5:5", "--table", "scenarios", counts=(2,))
        done = self.team(3, "sweep", "trial.yaml", "--grid", "A=0.1..0.5:5", "-o", "sweep.csv")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        whole = self.run_program("sweep", "trial.yaml", "--grid", "A=0.1..0.5:5", "--format", "csv", code=0).out
        self.assertEqual([path.name for path in self.place.glob("sweep*")], ["sweep.csv"])
        self.assertEqual((self.place / "sweep.csv").read_text(encoding="utf-8"), whole)

    def test_bands_are_refined(self):
        many_units(self)
        for options in (["--weights", "flat"], ["--aggregate", "on,geometric"]):
            self.shared("uncertainty", "--draws", "1100", *options, "--format", "csv", counts=(3,) if "flat" in options else (2,))

    def test_files(self):
        done = self.team(3, "uncertainty", "trial.yaml", *DRAWS, "-o", "shared.csv", "--frequencies", "shared-ranks.csv")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.run_program("uncertainty", "trial.yaml", *DRAWS, "-o", "whole.csv", "--frequencies", "whole-ranks.csv", code=0)
        for name in ("", "-ranks"):
            self.assertEqual((self.place / f"shared{name}.csv").read_bytes(), (self.place / f"whole{name}.csv").read_bytes())

    def test_what_is_not_shared_is_each_ones_own(self):
        done = self.team(2, "rank", "trial.yaml", "--format", "csv")
        self.assertEqual(done.stdout.decode().count("unit,name"), 2)
        done = self.team(2, "uncertainty", "trial.yaml", *DRAWS, "--part", "1/2")
        self.assertEqual(done.stdout.count(b"egovbench part "), 2)

    def test_without_a_launcher(self):
        done = subprocess.run([MPI, "uncertainty", "trial.yaml", *DRAWS], cwd=self.place, env=clean_environment(), capture_output=True, check=True)
        self.assertEqual(done.stdout.decode(), self.run_program("uncertainty", "trial.yaml", *DRAWS, code=0).out)


class OnThePage(Page, Team):
    program = MPI

    def test_script(self):
        self.take_trial("--draws", "100000")
        self.run_script(scripts()[6], **SETTINGS)
        self.check_result()


class Lost(Team):
    def ends(self, done, message, code):
        """One message of ours, whatever mpirun adds, and no result."""
        errors = done.stderr.decode()
        self.assertEqual((done.returncode, errors.count("egovbench: error"), done.stdout), (code, 1, b""), errors)
        self.assertRegex(errors, message)
        self.assertEqual(sorted(path.name for path in self.place.glob("out*")), [])

    def two(self, one, other):
        """Processes of one run that are not the same command: as a folder that not every machine has."""
        start = ["-n", "1", MPI]
        return subprocess.run([MPIRUN, *start, *one, ":", *start, *other], cwd=self.place, env=self.surroundings, capture_output=True, check=False)

    def test_all_of_them_err(self):
        self.ends(self.team(3, "uncertainty", "trial.yaml", "--drws", "3", "-o", "out.csv"), "unknown option `--drws`", 2)
        self.ends(self.team(2, "uncertainty", "trial.yaml", "--draws-file", "out-draws.csv", "-o", "out.csv"), "do not keep their draws", 2)
        self.ends(self.team(2, "uncertainty", "-", "-o", "out.csv"), "standard input leads to one of the 2 processes", 2)

    def test_one_errs(self):
        run = ["uncertainty", "trial.yaml", *DRAWS, "-o", "out.csv"]
        self.ends(self.two(run, ["uncertainty", "missing.yaml", "-o", "out.csv"]), "cannot read `missing.yaml`", 4)
        self.ends(self.two(["uncertainty", "missing.yaml", "-o", "out.csv"], run), "cannot read `missing.yaml`", 4)
        self.ends(self.two(run, [*run, "--seed", "2"]), "`process 2` has seed 2, and here it is 1", 3)

    def test_only_the_first_writes(self):
        (self.place / "out").mkdir()
        done = self.team(2, "uncertainty", "trial.yaml", *DRAWS, "-o", "out/nowhere/out.csv")
        (self.place / "out").rmdir()
        self.ends(done, "nowhere", 4)

    def test_one_is_killed(self):
        """Long enough not to end by itself: the process that has the second part dies, and the run with it."""
        with subprocess.Popen([MPIRUN, "-n", "2", MPI, "uncertainty", "trial.yaml", "--draws", "1000000000", "--threads", "1", "-o", "out.csv"],
                              cwd=self.place, env=self.surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            workers = []
            while len(workers) < 2 and run.poll() is None:
                listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(run.pid)], capture_output=True, text=True, check=False).stdout
                workers = [int(pid) for pid in re.findall(r"^ *(\d+) \S*egovbench-?m?p?i? uncertainty", listed, re.M)]
                time.sleep(0.05)
            os.kill(workers[-1], signal.SIGKILL)
            out, errors = run.communicate()
        self.assertNotEqual(run.returncode, 0)
        self.assertEqual(out, b"")
        self.assertRegex(errors.decode(), "signal 9|KILLED")
        self.assertFalse((self.place / "out.csv").exists())


if __name__ == "__main__":
    unittest.main()
