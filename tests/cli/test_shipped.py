"""Definitions that came with the program are never changed; what every hint offers instead works when it is typed as it is printed."""
import re
import shlex
import shutil
import subprocess
import unittest

from program import DEFINITION, PROGRAM, ROOT, TABLE, ProgramTest, clean_environment

SHIPPED = sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml"))


class Shipped(ProgramTest):
    def setUp(self):
        super().setUp()
        self.bytes = {name: (ROOT / "indicators" / f"{name}.yaml").read_bytes() for name in SHIPPED}
        self.addCleanup(self.unchanged)

    def unchanged(self):
        for name, text in self.bytes.items():
            self.assertEqual((ROOT / "indicators" / f"{name}.yaml").read_bytes(), text, name)

    def follow(self, command, environment=None):
        """What was printed, in a shell, in the folder where it was printed."""
        self.assertTrue(command.startswith("egovbench "), command)
        line = f"{shlex.quote(PROGRAM)} {command.removeprefix('egovbench ')}"
        done = subprocess.run(["sh", "-c", line], cwd=self.place, capture_output=True, check=False, text=True, env=environment or clean_environment())
        self.assertEqual(done.returncode, 0, (line, done.stderr))
        return done

    def offered(self, done):
        return re.search(r"make a copy: (egovbench .*)", done.err).group(1)

    def first_part(self, index):
        lines = self.run_program("weights", "show", index, "--no-intervals", "--format", "json", "-o", "-", code=0).out
        return re.search(r'"node": ?"([\w.-]+)"[^}]*"parent": ?"[\w.-]+"', lines).group(1)

    def test_write_is_refused_for_every_one_and_the_copy_ranks(self):
        for name in SHIPPED:
            part = self.first_part(name)
            done = self.run_program("weights", "set", name, f"{part}+=0.01", "--rescale=free", "--write", "--no-intervals")
            self.assertEqual(done.code, 4, (name, done.err))
            self.assertIn("came with egovbench", done.err)
            again = self.follow(self.offered(done))
            shown = re.search(r"was written; (egovbench rank \S+) shows it", again.stderr).group(1)
            copy = shown.split()[-1]
            self.assertNotEqual((self.place / copy).read_bytes(), self.bytes[name])
            before = self.run_program("rank", name, "--no-intervals", "--format", "csv")
            if before.code == 0:
                self.follow(shown)

    def test_without_an_index_and_twice(self):
        done = self.run_program("weights", "set", "OS=20%", "--write", code=4)
        first = self.offered(done)
        self.assertEqual(first, "egovbench weights set OS=20% --copy=waseda-ten.yaml")
        self.follow(first)
        self.assertIn("--copy=my-waseda-ten.yaml", self.offered(self.run_program("weights", "set", "OS=20%", "--write", code=4)))
        self.assertIn("--copy", self.run_program("weights", "set", "OS=20%", code=0).err)
        self.run_program("weights", "set", "waseda-ten.yaml", "OS=30%", "--write", code=0)  # the copy is one's own

    def test_words_are_quoted(self):
        done = self.run_program("weights", "set", "OS=20%", "--scenario", "it's $HOME `ls`", "--write")
        self.assertNotEqual(done.code, 0)
        home = self.place / "a home; with $(blanks)"
        shutil.copytree(ROOT / "indicators", home / "indicators")
        shutil.copytree(ROOT / "data", home / "data")
        (home / "src").mkdir()
        (home / "src" / "egovbench.h").write_text("", encoding="utf-8")  # a source tree
        done = self.run_program("weights", "set", "OS=20%", "--home", str(home), "--write", code=4)
        self.assertIn("'", self.offered(done))
        self.follow(self.offered(done))

    def test_whatif_recommends_what_works(self):
        for index in (None, "egdi", "small.yaml"):
            part = self.first_part(index or "waseda-ten")
            arguments = [] if index is None else [index]
            notes = self.run_program("whatif", *arguments, "--set", f"{part}=50%", "--no-intervals", code=0).out
            line = notes.split("To save this change:\n  ")[1].splitlines()[0]
            self.follow(line)
        self.assertTrue((self.place / "waseda-ten.yaml").exists())
        self.assertTrue((self.place / "egdi.yaml").exists())

    def test_a_path_and_an_own_home_are_ones_own(self):
        home = self.place / "home"
        (home / "indicators").mkdir(parents=True)
        (home / "indicators" / "small.yaml").write_text(DEFINITION, encoding="utf-8")
        (home / "data").mkdir()
        (home / "data" / "small.csv").write_text(TABLE, encoding="utf-8")
        self.run_program("weights", "set", "small", "speed=1.5", "--home", "home", "--write", code=0)
        self.run_program("weights", "set", "small", "speed=2", "--write", environment=clean_environment(EGOVBENCH_HOME=str(home)), code=0)
        self.run_program("weights", "set", "./home/indicators/small.yaml", "speed=2.5", "--write", code=0)
        self.assertIn("weight: 2.5", (home / "indicators" / "small.yaml").read_text(encoding="utf-8"))
        self.run_program("weights", "set", "egdi", "OSI=50%", "--home", str(ROOT), "--write", code=4)

    def test_a_copy_that_would_lose_its_data(self):
        (self.place / "far").mkdir()
        done = self.run_program("weights", "set", "small.yaml", "speed=2", "--copy", "far/x.yaml")
        self.assertNotEqual(done.code, 0)
        self.assertIn("would not be found", done.err)
        self.assertFalse((self.place / "far" / "x.yaml").exists())
        self.run_program("weights", "set", "small.yaml", "speed=2", "--copy", "x.yaml", code=0)
        self.assertIn("weight: 2", (self.place / "x.yaml").read_text(encoding="utf-8"))
        self.assertEqual((self.place / "small.yaml").read_text(encoding="utf-8"), DEFINITION)
        self.run_program("weights", "set", "small.yaml", "speed=2", "--copy", "x.yaml", code=4)  # there already
        self.run_program("weights", "set", "small.yaml", "speed=2", "--copy", "small.yaml", "--force", code=4)
        self.run_program("weights", "set", "small.yaml", "speed=2", "--copy", "y.yaml", "--write", code=2)
        self.run_program("weights", "show", "small.yaml", "--copy", "y.yaml", code=2)


if __name__ == "__main__":
    unittest.main()
