"""What `meson install` puts into a prefix works from there: program, library, header, manual pages, completions, data."""
import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
BUILD = Path(os.environ["EGOVBENCH_BUILD"])
STRICT = ["-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def environment(**more):
    """Without what this test suite sets, so that only the installed files are found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EGOVBENCH", "EGB_", "LD_"))}
    return {**kept, **more}


def run(*command, **options):
    options.setdefault("env", environment())
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)


@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED"), "the installed library is not built with a sanitizer")
class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        place = Path(cls.folder.name)
        done = run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", place / "staged")
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        program = next((place / "staged").rglob("bin/egovbench"))
        # Moved away from where it was installed, into a folder with a space: nothing may depend on the old place.
        cls.prefix = place / "a prefix"
        program.parents[1].rename(cls.prefix)
        shutil.rmtree(place / "staged")
        cls.program = cls.prefix / "bin/egovbench"
        cls.library = next(cls.prefix.rglob("libegovbench.a")).parent
        cls.elsewhere = place / "elsewhere"
        cls.elsewhere.mkdir()

    def succeeds(self, *command, **options):
        done = run(*command, **options)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.succeeds(self.program, *arguments, "--format", "csv"))))

    def test_everything_is_there(self):
        share = self.prefix / "share"
        for path in (
            self.prefix / "include/egovbench.h",
            self.library / "pkgconfig/egovbench.pc",
            self.library / "libegovbench.so",
            self.library / "libegovbench.so.0",
            share / "man/man1/egovbench.1",
            share / "man/man5/egovbench-definition.5",
            share / "man/man7/egovbench-tutorial.7",
            share / "man/zh_TW/man7/egovbench-tutorial.7",
            share / "man/man7/egovbench-many-machines.7",
            share / "bash-completion/completions/egovbench",
            share / "zsh/site-functions/_egovbench",
            share / "fish/vendor_completions.d/egovbench.fish",
            share / "egovbench/schema.json",
            share / "egovbench/indicators/waseda-ten.yaml",
            share / "egovbench/data/countries.csv",
        ):
            self.assertTrue(path.is_file() and path.stat().st_size, path)

    def test_installed_files_are_those_of_the_tree(self):
        for folder in ("indicators", "data", "reports"):
            for path in (SOURCE / folder).rglob("*"):
                if path.is_file():
                    copy = self.prefix / "share/egovbench" / path.relative_to(SOURCE)
                    self.assertEqual(copy.read_bytes(), path.read_bytes(), copy)

    def test_only_one_header_is_installed(self):
        headers = [path.relative_to(self.prefix).as_posix() for path in self.prefix.rglob("*.h")]
        self.assertEqual(headers, ["include/egovbench.h"])

    def test_the_shared_library_has_its_soname(self):
        text = self.succeeds("readelf", "-d", self.library / "libegovbench.so")
        self.assertIn("[libegovbench.so.0]", text)

    def test_manual_pages_are_sound(self):
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        for page in ("man1/egovbench.1", "man5/egovbench-definition.5", "man7/egovbench-many-machines.7", "man7/egovbench-tutorial.7",
                     "zh_TW/man7/egovbench-tutorial.7"):
            done = run("man", "--warnings", "-l", self.prefix / "share/man" / page,
                       env=environment(MANWIDTH="80", LC_ALL="C.UTF-8"))
            self.assertEqual((done.returncode, done.stderr), (0, ""), page)

    def test_completions_are_sound(self):
        share = self.prefix / "share"
        for shell, path in (
            ("bash", share / "bash-completion/completions/egovbench"),
            ("zsh", share / "zsh/site-functions/_egovbench"),
            ("fish", share / "fish/vendor_completions.d/egovbench.fish"),
        ):
            if shutil.which(shell):
                with self.subTest(shell):
                    self.succeeds(shell, "-n", path)

    def test_the_program_works_from_another_folder_and_prefix(self):
        text = self.succeeds(self.program, "rank", "--format", "csv", cwd=self.elsewhere)
        self.assertTrue(text.startswith("unit,name,score,rank,"), text[:80])
        self.assertGreater(text.count("\n"), 190)

    def test_the_program_works_through_a_symbolic_link(self):
        link = self.elsewhere / "bench"
        link.symlink_to(self.program)
        self.addCleanup(link.unlink)
        self.succeeds(link, "show", cwd=self.elsewhere)

    def other_home(self):
        """A home with one small definition of its own."""
        home = Path(tempfile.mkdtemp(dir=self.elsewhere))
        self.addCleanup(shutil.rmtree, home)
        (home / "indicators").mkdir()
        (home / "data").mkdir()
        (home / "data/one.csv").write_text("unit,name,a\nAAA,First,2\nBBB,Second,1\n")
        (home / "indicators/mine.yaml").write_text(
            "egovbench: 1\nid: mine\ntitle: Mine\ndata: [{file: one.csv, unit: unit}]\n"
            "indicators: [{id: a, column: a, normalise: minmax}]\n")
        return home

    def test_the_environment_points_elsewhere(self):
        home = self.other_home()
        text = self.succeeds(self.program, "rank", "mine", "--format", "csv", env=environment(EGOVBENCH_HOME=str(home)))
        self.assertIn("AAA,First,", text)

    def test_the_option_points_elsewhere_and_wins(self):
        home = self.other_home()
        text = self.succeeds(self.program, "--home", home, "rank", "mine", "--format", "csv",
                             env=environment(EGOVBENCH_HOME=str(self.prefix / "share/egovbench")))
        self.assertIn("AAA,First,", text)

    def test_a_home_that_is_none_is_refused(self):
        done = run(self.program, "rank", env=environment(EGOVBENCH_HOME=str(self.elsewhere / "nowhere")))
        self.assertEqual((done.returncode, done.stdout), (4, ""))
        self.assertIn("nowhere", done.stderr)


def pkg_config(prefix_library, *words):
    done = run("pkg-config", *words, "egovbench",
               env=environment(PKG_CONFIG_PATH=str(prefix_library / "pkgconfig")))
    if done.returncode:
        raise RuntimeError(done.stderr)
    # A space of the prefix is written "\ ", which split() of a shell would keep together.
    return [word.replace("\0", " ") for word in done.stdout.replace("\\ ", "\0").split()]


def add_example(name, compiler, language, static):
    @unittest.skipUnless(shutil.which(compiler[0]), f"{compiler[0]} is not installed")
    def case(self):
        built = self.elsewhere / f"example-{name}"
        flags = pkg_config(self.library, "--cflags")
        libraries = pkg_config(self.library, "--libs", *(["--static"] if static else []))
        if static:
            at = libraries.index("-legovbench")
            libraries[at:at + 1] = ["-Wl,-Bstatic", "-legovbench", "-Wl,-Bdynamic"]
        self.succeeds(*compiler, *STRICT, "-x", language, *flags, HERE / "example.c", "-x", "none", "-o", built, *libraries)
        linked = self.succeeds("readelf", "-d", built)
        self.assertEqual("libegovbench" in linked, not static, linked)
        more = {} if static else {"LD_LIBRARY_PATH": str(self.library)}
        definition = self.prefix / "share/egovbench/indicators/waseda-ten.yaml"
        text = self.succeeds(built, definition, "OS", "0.3", cwd=self.elsewhere, env=environment(**more))
        lines = text.splitlines()
        self.assertEqual((lines[0], len(lines)), ("waseda-ten: 198 units", 25), text)
        self.assertEqual(lines[6], "with OS at 0.3 (share 0.300)")
        # The library and the program give the same first place, before the change and after it.
        for line, options in ((lines[1], []), (lines[7], ["--set", "OS=0.3"])):
            table = self.succeeds(self.program, "rank", "--top", "1", "--format", "csv", *options)
            first = next(csv.DictReader(io.StringIO(table)))
            self.assertEqual(line, f"{first['rank']} {first['unit']} {float(first['score']):.2f}")
        moved = self.rows("whatif", "--set", "OS=0.3", "--top", "5")
        self.assertEqual(lines[13:18], [f"{row['unit']} {int(row['change']):+d}" for row in moved])
        spread = self.rows("uncertainty", "--draws", "1000", "--seed", "1", "--weights", "uniform:25%", "--top", "5")
        self.assertEqual(lines[19:24], [f"{row['unit']} {row['rank_low']} to {row['rank_high']}" for row in spread])
        # The place is that of the value in the file.
        place = re.fullmatch(r"\S+ of (\w+) is (\S+): line (\d+), column (\d+) of (.+)", lines[24])
        self.assertIsNotNone(place, lines[24])
        unit, value, line, column, file = place.groups()
        self.assertEqual(unit, lines[1].split()[1])
        row = (self.elsewhere / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        self.assertEqual(row[int(column) - 1:].split(",")[0], value)
        self.assertIn(unit, row.split(","))

    setattr(Installed, f"test_example_{name}", case)


add_example("c_shared", ["cc", "-std=c17"], "c", False)
add_example("c_static", ["cc", "-std=c17"], "c", True)
add_example("cpp_shared", ["c++", "-std=c++11"], "c++", False)
add_example("cpp_static", ["c++", "-std=c++17"], "c++", True)
add_example("clang_shared", ["clang", "-std=c17"], "c", False)


if __name__ == "__main__":
    unittest.main()
