"""Colour and width: who decides, and that tables stand straight whatever the script of the names."""
import re
import shutil
import unittest

from program import COMMANDS, ENDLESS, ROOT, ProgramTest, clean_environment, columns

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Colour(ProgramTest):
    def coloured(self, terminal, flags, **changes):
        environment = clean_environment(**changes)
        run = self.run_terminal if terminal else self.run_program
        done = run("rank", "small.yaml", *flags, environment=environment)
        self.assertEqual(done.code, 0)
        return "\x1b" in done.out

    def test_matrix(self):
        """Flag, then NO_COLOR, then CLICOLOR_FORCE, then TERM=dumb, then the terminal."""
        cases = [
            # terminal, flags, surroundings, colour
            (True, [], {}, True),
            (False, [], {}, False),
            (True, [], {"NO_COLOR": "1"}, False),
            (True, [], {"NO_COLOR": ""}, True),
            (True, [], {"TERM": "dumb"}, False),
            (True, [], {"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True),
            (False, [], {"CLICOLOR_FORCE": "1"}, True),
            (False, [], {"CLICOLOR_FORCE": "0"}, False),
            (False, [], {"CLICOLOR_FORCE": ""}, False),
            (False, [], {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
            (True, [], {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
            (False, ["--color=always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
            (False, ["--color", "always"], {}, True),
            (False, ["--color"], {}, True),
            (True, ["--color=never"], {"CLICOLOR_FORCE": "1"}, False),
            (True, ["--color", "never"], {}, False),
            (True, ["--colour=auto"], {}, True),
            (False, ["--color=auto"], {}, False),
        ]
        for terminal, flags, changes, expected in cases:
            with self.subTest(terminal=terminal, flags=flags, changes=changes):
                self.assertEqual(self.coloured(terminal, flags, **changes), expected)

    def test_messages_follow_the_same_rules(self):
        self.assertIn("\x1b[", self.run_terminal("rank", "nowhere").out)
        self.assertNotIn("\x1b", self.run_program("rank", "nowhere").err)
        self.assertIn("\x1b[", self.run_program("rank", "nowhere", "--color=always").err)

    def test_machine_formats_and_files_have_none(self):
        for form in ("csv", "json", "markdown", "latex"):
            self.assertNotIn("\x1b", self.run_terminal("rank", "small.yaml", "--format", form).out)
        self.run_program("rank", "small.yaml", "-o", "r.txt", environment=clean_environment(CLICOLOR_FORCE="1"), code=0)
        self.assertNotIn("\x1b", (self.place / "r.txt").read_text(encoding="utf-8"))


class Width(ProgramTest):
    def lines(self, *arguments, width=80, **changes):
        done = self.run_terminal(*arguments, width=width, environment=clean_environment(**changes))
        self.assertEqual(done.code, 0, done.out)
        return ESCAPE.sub("", done.out).split("\n")

    def test_everything_fits(self):
        for width in (50, 80, 120):
            for arguments in (["rank", "small.yaml"], ["rank", "--lang", "zh-Hant,en,ja"], ["rank", "egdi", "--lang", "ja"],
                              ["show", "--lang", "ja"], ["explain", "TWN", "--lang", "zh-Hant"], ["methods"], ["methods", "minmax"]):
                for line in self.lines(*arguments, width=width):
                    self.assertLessEqual(columns(line), width, (arguments, line))

    def test_intervals_are_whole(self):
        """At no width is there one end of an interval without the other."""
        draws = ["--draws", "50"]
        for arguments in (["rank", "egdi", "--top", "3"], ["stability"], ["crosswalk", "waseda-ten", "egdi", "--pairs"], ["sensitivity", *draws],
                          ["uncertainty", *draws]):
            for width in range(24, 150, 7):
                out = self.run_program(*arguments, "--width", str(width), code=0).out
                for line in out.split("\n"):
                    heads = re.split("  +", line.strip())
                    if len(heads) < 3 or re.search(r"\d", line.replace("90 %", "")):
                        continue
                    for before, head in zip(["", *heads], [*heads, ""]):
                        self.assertEqual(before.lower().endswith("from"), head.lower() == "to", (arguments, width, line))

    def test_numbers_end_below_their_heading(self):
        """Wide names (Chinese), combining marks (Côte d'Ivoire, decomposed) and plain ones, in several locales."""
        for arguments in (["rank", "small.yaml"], ["rank", "--lang", "zh-Hant", "--top", "60"], ["rank", "egdi", "--lang", "zh-Hant,en"]):
            for locale in ("C", "C.UTF-8", "de_DE.UTF-8"):
                lines = self.lines(*arguments, LC_ALL=locale)
                at = next(i for i, line in enumerate(lines) if re.search(r"\bScore\b", line))
                end = columns(lines[at][:lines[at].index("Score") + len("Score")])
                rows = [line for line in lines[at + 1:] if re.match(r" *\d+ (?!more note)", line)]
                self.assertGreaterEqual(len(rows), 4)
                for row in rows:
                    numbers = [columns(row[:match.end()]) for match in re.finditer(r"\d+\.\d+", row)]
                    self.assertIn(end, numbers, row)

    def test_columns_variable_only_without_a_size(self):
        widest = max(columns(line) for line in self.lines("rank", width=0, COLUMNS="60"))
        self.assertLessEqual(widest, 60)
        self.assertGreater(max(columns(line) for line in self.lines("rank", width=100, COLUMNS="60")), 60)
        self.assertLessEqual(max(columns(line) for line in self.lines("rank", width=0)), 80)

    def test_a_pipe_has_no_limit_but_width(self):
        done = self.run_program("rank", environment=clean_environment(COLUMNS="40"), code=0)
        self.assertGreater(max(columns(line) for line in done.out.split("\n")), 80)
        done = self.run_program("rank", "--width", "70", code=0)
        self.assertLessEqual(max(columns(line) for line in done.out.split("\n")), 70)

    def test_names_cannot_reach_the_terminal(self):
        evil = "unit,name,portal,mobile,speed\nEST,\"E\x1b[31mst\u202eonia\u2066\",0.9,3,7\nTWN,\u009b31mTaiwan,0.8,2,9\nFJI,Fi\x07ji,0.2,1,1\n"
        (self.place / "evil.csv").write_text(evil, encoding="utf-8")
        for arguments in (["rank", "small.yaml", "--data", "evil.csv"], ["explain", "EST", "small.yaml", "--data", "evil.csv"],
                          ["explain", "E\x1b[31mstonja", "small.yaml", "--data", "evil.csv"]):
            out = self.run_terminal(*arguments, environment=clean_environment(NO_COLOR="1")).out
            self.assertNotRegex(out, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", arguments)


# Files as publishers ship them, that the examples of `import` read.
WORLD_BANK = ('"Data Source","World Development Indicators",\n\n"Last Updated Date","2021-07-21",\n\n'
              '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\n'
              '"Denmark","DNK","Individuals using the Internet","IT.NET.USER.ZS","98.0","96.5",\n'
              '"Estonia","EST","Individuals using the Internet","IT.NET.USER.ZS","90.2","89.1",\n')
SDMX = ("DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
        "X:Y(1.0),DNK,NET,2020,96.5,A\nX:Y(1.0),EST,NET,2020,89.1,A\n")


class HelpHeight(ProgramTest):
    def test_short_help_fits_and_begins_with_examples(self):
        for command in [[]] + [[name] for name in COMMANDS]:
            lines = self.run_program(*command, "-h", code=0).out.splitlines()
            self.assertLess(len(lines), 24, command)  # the prompt needs a line too
            self.assertLessEqual(max(len(line) for line in lines), 80)
            self.assertEqual(lines[0], "Examples:")
            self.assertTrue(lines[1].startswith("  egovbench") or "egovbench" in lines[1], lines[1])

    def test_full_help_keeps_to_80_columns(self):
        for command in [[]] + [[name] for name in COMMANDS]:
            text = self.run_program(*command, "--help", code=0).out
            self.assertLessEqual(max(len(line) for line in text.splitlines()), 80)
            self.assertIn("Exit codes:", text)
            self.assertEqual(self.run_program("help", *command, code=0).out, text)

    def publish_kept_back(self):
        """What the examples of `verify` look at: the folder leaves wdi.csv out."""
        kept = self.place / "wdi.csv"
        kept.write_text((self.place / "small.csv").read_text(encoding="utf-8"), encoding="utf-8")
        (self.place / "wdi.meta.yaml").write_text("redistribution: no\nreason: as its publisher wants it\n", encoding="utf-8")
        (self.place / "wdi.yaml").write_text((self.place / "small.yaml").read_text(encoding="utf-8").replace("small.csv", "wdi.csv"), encoding="utf-8")
        self.run_program("publish", "small.yaml", "-o", "bundle.zip", code=0)
        self.run_program("publish", "wdi.yaml", "-o", "published/", code=0)

    def test_examples_work(self):
        """Every example of -h that only reads is run as it stands."""
        (self.place / "my.yaml").write_text((self.place / "small.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        (self.place / "my.changes.yaml").write_text("egovbench-changes: 1\nchanges:\n- {weights: {speed: [2, 1]}}\n", encoding="utf-8")
        for name in ("my.csv", "new.csv"):
            (self.place / name).write_text((self.place / "small.csv").read_text(encoding="utf-8"), encoding="utf-8")
        (self.place / "ranks.csv").write_text("iso3,rank\nEST,1\nKOR,2\n", encoding="utf-8")
        (self.place / "table.csv").write_text("unit,a,b\nDNK,1,4\nEST,2,5\nLVA,4,3\n", encoding="utf-8")
        (self.place / "API_IT.NET.USER.ZS.csv").write_text(WORLD_BANK, encoding="utf-8")
        (self.place / "iData.csv").write_text("uCode,uName,a,b\nEST,Estonia,1,2\nDNK,Denmark,2,3\nFIN,Finland,3,1\n", encoding="utf-8")
        (self.place / "iMeta.csv").write_text("iCode,iName,Type,Parent,Level,Weight,Direction\na,A,Indicator,top,1,1,1\nb,B,Indicator,top,1,1,1\n"
                                              "top,Top,Aggregate,,2,1,1\n", encoding="utf-8")
        (self.place / "download.csv").write_text(SDMX, encoding="utf-8")
        (self.place / "later.csv").write_text(SDMX, encoding="utf-8")
        (self.place / "countries.csv").write_text("iso3\n" + "\n".join(sorted(set(re.findall(r",([A-Z]{3}),", SDMX)))) + "\n", encoding="utf-8")
        self.run_program("import", "download.csv", "-o", "last.csv", code=0)
        self.publish_kept_back()
        ran = 0
        for command in [[]] + [[name] for name in COMMANDS if name not in ENDLESS]:
            for line in self.run_program(*command, "-h", code=0).out.splitlines():
                match = re.match(r"  egovbench ((?:(?!  )[^|>])+)  ", line)
                if not match or "experts." in line:
                    continue
                words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', match.group(1))]
                before = set(self.place.iterdir())
                if "--time" in words:  # seconds that a user would wait
                    words[words.index("--time") + 1] = "1"
                done = self.run_program(*words)
                self.assertEqual(done.code, 0, (line, done.err))
                for made in set(self.place.iterdir()) - before:  # the next example may want the name
                    shutil.rmtree(made) if made.is_dir() else made.unlink()
                ran += 1
        self.assertGreaterEqual(ran, 20)


if __name__ == "__main__":
    unittest.main()
