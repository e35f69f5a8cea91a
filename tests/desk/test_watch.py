"""watch: what is printed after which save. Waits are for lines, bounded by a limit that no machine should reach."""
import os
import queue
import signal
import subprocess
import threading
import time
import unittest

from program import DEFINITION, PROGRAM, TABLE, ProgramTest, clean_environment, columns

LIMIT = 60
HEAVY = DEFINITION.replace("column: speed, weight: 1", "column: speed, weight: 9")
SUMMARY = "A small index: 5 of 5 ranked, first Estonia with 88.33"


class Watch:
    """The running program; its lines come from queues, so that a wait can end."""

    def __init__(self, test, *arguments):
        self.test = test
        self.process = subprocess.Popen([PROGRAM, "watch", *arguments], cwd=test.place, env=clean_environment(),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.out, self.err = queue.Queue(), queue.Queue()
        self.readers = [threading.Thread(target=self.read, args=pair, daemon=True)
                        for pair in ((self.process.stdout, self.out), (self.process.stderr, self.err))]
        for reader in self.readers:
            reader.start()
        test.addCleanup(self.stop)

    @staticmethod
    def read(stream, lines):
        for line in stream:
            lines.put(line.decode("utf-8").rstrip("\n"))
        lines.put(None)

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(LIMIT)
        for reader in self.readers:
            reader.join(LIMIT)
        self.process.stdout.close()
        self.process.stderr.close()

    def line(self):
        return self.out.get(timeout=LIMIT)

    def message(self, part):
        """The next line of standard error that holds this."""
        while True:
            line = self.err.get(timeout=LIMIT)
            if line is None or part in line:
                self.test.assertIsNotNone(line, f"no message with {part!r}")
                return line

    def end(self, signal_number=signal.SIGINT):
        self.process.send_signal(signal_number)
        return self.process.wait(LIMIT)


class WatchTest(ProgramTest):
    WAY = []

    def watch(self, *arguments):
        return Watch(self, *arguments, *self.WAY)

    def begin(self, *arguments):
        run = self.watch("small.yaml", *arguments)
        self.assertEqual(run.line(), SUMMARY)
        run.message("watching")
        return run

    def write(self, name, text):
        (self.place / name).write_text(text, encoding="utf-8")


class Saves(WatchTest):
    def test_the_definition(self):
        run = self.begin()
        self.write("small.yaml", HEAVY)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")
        self.assertEqual(run.line().split(), ["臺灣", "2", "->", "1", "+16.97"])
        self.assertEqual(run.line().split(), ["Estonia", "1", "->", "2", "-9.70"])
        self.write("small.yaml", DEFINITION)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")

    def test_the_data(self):
        run = self.begin()
        self.write("small.csv", TABLE.replace("EST,Estonia,0.9,3,7", "EST,Estonia,0.9,1,7"))
        self.assertEqual(run.line(), "small.csv: 2 moved, 5 of 5 ranked")

    def test_an_editor_that_renames(self):
        run = self.begin()
        for text, moved in ((HEAVY, 2), (DEFINITION, 2), (HEAVY, 2)):
            self.write("small.yaml.new", text)
            os.replace(self.place / "small.yaml.new", self.place / "small.yaml")
            self.assertEqual(run.line(), f"small.yaml: {moved} moved, 5 of 5 ranked")
            run.line(), run.line()

    def test_nobody_moves(self):
        run = self.begin()
        self.write("small.yaml", DEFINITION + "\n# a remark\n")
        self.assertEqual(run.line(), "small.yaml: nobody moved")
        self.write("small.csv", TABLE.replace("0.9,3,7", "0.91,3,7"))
        self.assertEqual(run.line(), "small.csv: nobody moved, 1 score changed")

    def test_units_come_and_go(self):
        run = self.begin()
        self.write("small.csv", TABLE.replace("FJI,Fiji,0.2,1,1\n", "") + "JPN,日本,1,3,9\n")
        self.assertEqual(run.line(), "small.csv: 6 moved, 5 of 5 ranked")
        lines = [run.line() for _ in range(6)]
        self.assertEqual(lines[0].split(), ["日本", "new", "->", "1"])
        self.assertEqual(lines[5].split(), ["Fiji", "5", "->", "gone"])
        arrows = {columns(line[:line.index("->")]) for line in lines}
        self.assertEqual(len(arrows), 1, lines)

    def test_deletion_and_return(self):
        run = self.begin()
        for name in ("small.csv", "small.yaml"):
            os.rename(self.place / name, self.place / "away")
            run.message("error[E0501]")
            run.message("the last good ranking stays")
            os.rename(self.place / "away", self.place / name)
            self.assertEqual(run.line(), f"{name}: nobody moved")

    def test_a_folder_that_comes_back(self):
        (self.place / "sub").mkdir()
        for name in ("small.yaml", "small.csv"):
            os.rename(self.place / name, self.place / "sub" / name)
        run = self.watch("sub/small.yaml")
        self.assertEqual(run.line(), SUMMARY)
        os.rename(self.place / "sub", self.place / "away")
        run.message("error[E0501]")
        os.rename(self.place / "away", self.place / "sub")
        self.assertEqual(run.line(), "small.yaml: nobody moved")
        self.write("sub/small.yaml", HEAVY)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")

    def test_a_link_to_the_definition(self):
        (self.place / "far").mkdir()
        os.rename(self.place / "small.yaml", self.place / "far" / "real.yaml")
        (self.place / "small.yaml").symlink_to("far/real.yaml")
        run = self.begin()
        self.write("far/real.yaml", HEAVY)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")


class Faults(WatchTest):
    def test_a_fault_is_shown_and_the_last_good_ranking_stays(self):
        run = self.begin()
        self.write("small.yaml", DEFINITION.replace("minmax", "minmx"))
        self.assertIn("small.yaml:5:23: error[", run.message("error["))
        run.message("^~~~")
        run.message("did you mean `minmax`?")
        run.message("the last good ranking stays")
        self.write("small.yaml", HEAVY)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")

    def test_a_fault_from_the_start_waits_for_its_mending(self):
        self.write("small.yaml", DEFINITION.replace("minmax", "minmx"))
        run = self.watch("small.yaml")
        run.message("did you mean `minmax`?")
        run.message("watching")
        self.write("small.yaml", DEFINITION)
        self.assertEqual(run.line(), SUMMARY)

    def test_data_that_is_not_there_yet(self):
        os.rename(self.place / "small.csv", self.place / "away")
        run = self.watch("small.yaml")
        run.message("there is no file `small.csv`")
        run.message("watching")
        os.rename(self.place / "away", self.place / "small.csv")
        self.assertEqual(run.line(), SUMMARY)

    def test_warnings_that_stay_are_told_once(self):
        remark = "screen: {exclude: {ZZZ: nobody}}\n"
        self.write("small.yaml", DEFINITION + remark)
        run = self.watch("small.yaml")
        run.message("warning[")
        run.message("watching")
        self.assertEqual(run.line(), SUMMARY)
        self.write("small.yaml", HEAVY + remark)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")
        self.assertEqual(run.end(), 130)
        self.assertIsNone(run.err.get(timeout=LIMIT))

    def test_what_no_save_can_mend_ends_at_once(self):
        self.run_program("watch", "nowhere", code=2)
        self.run_program("watch", "nowhere.yaml", code=4)
        self.run_program("watch", "small.yaml", "--set", "nothing=3", code=2)
        self.run_program("watch", "small.yaml", "--units", "XXX", code=2)
        done = self.run_program("watch", "-", stdin=DEFINITION.encode(), code=2)
        self.assertIn("cannot be watched", done.err)
        self.run_program("watch", "small.yaml", "--data", "-", stdin=TABLE.encode(), code=2)

    def test_names_cannot_reach_the_terminal(self):
        self.write("small.csv", TABLE.replace("Estonia", "E\x1b[31mst\u202eonia"))
        run = self.watch("small.yaml")
        self.assertIn("E\ufffd[31mst\ufffdonia", run.line())


class Choices(WatchTest):
    def test_the_export_is_up_to_date_when_the_line_is_there(self):
        run = self.begin("-o", "out.csv")
        path = self.place / "out.csv"
        self.assertEqual(path.read_text(encoding="utf-8").splitlines()[1].split(",")[0], "EST")
        self.write("small.yaml", HEAVY)
        run.line()
        self.assertEqual(path.read_text(encoding="utf-8").splitlines()[1].split(",")[0], "TWN")
        self.write("small.yaml", "egovbench: 1\n")
        run.message("the last good ranking stays")
        self.assertEqual(path.read_text(encoding="utf-8").splitlines()[1].split(",")[0], "TWN")
        self.assertEqual(self.leftovers(), ["out.csv"])

    def test_the_export_is_the_file_of_rank(self):
        for options in ([], ["--no-intervals"], ["--top", "2", "--columns", "unit,rank,rank_low"]):
            self.run_program("rank", "small.yaml", *options, "-o", "rank.csv", "--force", code=0)
            run = self.watch("small.yaml", *options, "--force", "-o", "watch.csv")
            run.line()
            self.assertEqual((self.place / "watch.csv").read_bytes(), (self.place / "rank.csv").read_bytes())

    def test_the_export_never_takes_the_place_of_an_input(self):
        for name in ("small.csv", "small.yaml"):
            before = (self.place / name).read_bytes()
            done = self.run_program("watch", "small.yaml", "--force", "--format", "csv", "-o", name, code=4)
            self.assertIn("is read by this command", done.err)
            self.assertEqual((self.place / name).read_bytes(), before)

    def test_the_selection_of_rank(self):
        run = self.begin("--units", "TWN")
        self.write("small.yaml", HEAVY)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")
        self.assertEqual(run.line().split()[0], "臺灣")
        self.write("small.yaml", HEAVY + "\n")
        self.assertEqual(run.line(), "small.yaml: nobody moved")

    def test_a_scenario_and_digits(self):
        run = self.watch("small.yaml", "--scenario", "fast", "--digits", "0")
        self.assertRegex(run.line(), r"^A small index: 5 of 5 ranked, first .* with \d+$")

    def test_a_format_without_a_file_is_told(self):
        run = self.watch("small.yaml", "--format", "csv")
        run.message("W0904")
        self.assertEqual(run.line(), SUMMARY)


class Ends(WatchTest):
    def test_ctrl_c_is_quiet(self):
        run = self.begin()
        self.assertEqual(run.end(), 130)
        self.assertIsNone(run.line())
        self.assertIsNone(run.err.get(timeout=LIMIT))

    def test_it_ends_with_its_reader(self):
        run = subprocess.Popen([PROGRAM, "watch", "small.yaml", *self.WAY], cwd=self.place, env=clean_environment(),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(run.wait, LIMIT)
        run.stdout.readline()
        run.stdout.close()
        self.assertEqual(run.wait(LIMIT), 0)


class HalfSaves(WatchTest):
    @unittest.skipUnless(os.uname().sysname == "Linux", "needs notices of the system")
    def test_half_a_table_is_not_ranked(self):
        """Half of the table would be a table too, of two units."""
        run = self.begin()
        with open(self.place / "small.csv", "w", encoding="utf-8") as file:
            file.write(TABLE[:TABLE.index("FJI")])
            file.flush()
            time.sleep(0.3)  # what it must not take for the end
            file.write(TABLE[TABLE.index("FJI"):].replace("Fiji,0.2,1,1", "Fiji,1,3,9"))
        self.assertEqual(run.line(), "small.csv: 5 moved, 5 of 5 ranked")

    def test_an_empty_moment_is_no_fault(self):
        run = self.begin()
        os.truncate(self.place / "small.yaml", 0)
        time.sleep(0.06)
        self.write("small.yaml", HEAVY)
        self.assertEqual(run.line(), "small.yaml: 2 moved, 5 of 5 ranked")


class LookingSaves(Saves):
    WAY = ["--poll"]


class LookingFaults(Faults):
    WAY = ["--poll"]


class LookingEnds(Ends):
    WAY = ["--poll"]


if __name__ == "__main__":
    unittest.main()
