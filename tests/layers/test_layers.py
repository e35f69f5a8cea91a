"""The rooms of src/ and what each may see: includes, libraries, functions that end or print, state that lasts.

The table here is the rule; CONTRIBUTING.md shows it to people.
"""
import os
import re
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("EGOVBENCH_BUILD", SOURCE / ".build"))
SANITIZED = bool(os.environ.get("EGOVBENCH_SANITIZED"))

# Room: the rooms, or single headers, whose headers it may include besides egovbench.h and its own.
MAY_INCLUDE = {
    "base": [],
    "files": ["base"],
    "names": ["base"],
    "stats": ["base"],
    "model": ["base", "names"],
    "read": ["base", "files", "model", "stats/comparison.h"],
    "define": ["base", "files", "model", "read"],
    "load": ["base", "files", "names", "model", "read"],
    "import": ["base", "files", "names", "model", "read", "load"],
    "method": ["base", "stats", "model/cell.h", "model/grammar.h"],
    "score": ["base", "model", "stats", "method"],
    "parts": ["base", "model", "score/plan.h", "score/stages.h"],
    "kernel": ["base", "stats", "parts/part_file.h", "score/plan.h", "score/stages.h"],
    "simulate": ["base", "model", "stats", "method", "score", "parts", "kernel"],
    "exact": ["base", "model", "stats", "method", "score"],
    "compare": ["base", "model", "stats", "method", "score", "parts"],
    "edit": ["base", "files", "model", "read", "stats", "method", "score"],
    "examine": ["base", "model", "stats"],
    "lint": ["base", "model", "stats"],
    "draw": ["base", "model", "stats"],
    "audit": ["base", "model", "stats", "draw/plot.h", "table"],
    "live": ["base", "model", "stats", "method", "score", "kernel", "simulate", "exact"],
    "write": ["base", "model"],
    "table": ["base", "model", "method", "write/people.h"],
    "describe": ["base", "model", "method", "table"],
    "report": ["base", "model", "draw/plot.h", "draw/small_map.h", "live/payload.h", "table", "write/people.h"],
    "book": ["base", "model", "stats", "method", "score", "write/archive.h", "write/book.h"],
    "metadata": ["base", "model"],
    "bundle": ["base", "files", "model", "read", "score/plan.h", "write/archive.h", "metadata"],
    "verify": ["base", "files", "model", "read", "bundle"],
    "cli": ["base", "files"],
    "command": ["base", "files", "cli", "describe/manual.h"],  # the page that `schema --man` prints is no matter of the public header
    "desk": ["base", "cli"],
}
# What it may call besides: functions of the public header that other rooms define. The linker's view, which a prototype
# in egovbench.h cannot hide. "room/function" is that one only.
MAY_CALL = {
    "define": ["method"],  # the rows of methods, declared by model/grammar.h
    "edit": ["define"],
    # keys on the command line, declared by model/index.h; an import is read as a definition of its entries
    "load": ["define/egb_data_entry"],
    "import": ["define/egb_data_entry", "define/egb_unit_entry", "define/egb_recipe_parse"],
    # weights of a plan, ranks within groups; pairs of units compared one by one, too many to be kept
    "table": ["score", "lint", "exact/egb_dominates", "simulate/egb_uncertainty_score"],
    "describe": ["score"],
    # it composes what these find out
    "report": ["score", "examine", "simulate", "exact", "compare", "draw", "describe"],
    "book": ["write", "describe"],  # the writer of workbooks, and the methodology
    "metadata": ["write/egb_document_write"],
    "verify": ["load/egb_dataset_load", "define/egb_index_read", "score", "edit/egb_history_of", "edit/egb_history_free"],
    # a whole ranking is made again, and all that is written of it
    "bundle": ["load", "define", "score", "simulate", "table", "write", "describe", "report", "edit"],
    "audit": ["score", "examine", "simulate", "exact", "compare", "edit", "draw", "method/egb_grammar_family_key"],
}
# Library, as its headers are included: the only room that may include it.
ONLY_ROOM = {
    "utf8proc.h": "base",
    "gsl/": "stats",
    "glpk.h": "stats",
    "yaml.h": "read",
    "expat.h": "read",
    "minizip/": "read",
    "zlib.h": "write",
    "iconv.h": "read",
    "cjson/": "describe",
    "Random123/": "kernel",
    "ncurses.h": "desk",
    "mpi.h": "cli",
}
# Outside cli and desk nothing may end the process, print, read the surroundings or change what other code in the process sees.
FORBIDDEN = re.compile(
    r"_?exit|_Exit|quick_exit|abort|__assert_fail|raise|kill|(__)?v?printf(_chk)?|(__)?perror|puts|putchar|stdout|stderr"
    r"|stdin|setlocale|uselocale|getenv|secure_getenv|setenv|putenv|rand|srand|random|srandom|system|popen|signal"
    r"|sigaction|fork|execvp?|time|localtime|ctime|strerror|strtok"
)
# Opens a file, or changes what is on the disk: files alone, but for reading a large file again and what the system is asked for it.
DISK = re.compile(
    r"(f|fd|fre)?open(at)?(64)?|creat(64)?|p?write(v|64)?|fwrite|rename(at2?)?|unlink(at)?|remove|f?truncate(64)?|mk(dir|nod|fifo|d?s?temps?)(at)?(64)?"
    r"|rmdir|(sym)?link(at)?|f?chmod(at)?|l?f?chown(at)?"
)
MAY_OPEN = {"files": ".*", "base": "source_again|system_\\w+"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def include_fault(room, quote, header):
    """What is wrong with an include in a file of this room, or None."""
    for library, owner in ONLY_ROOM.items():
        if header.startswith(library):
            return None if room == owner else f"<{header}> belongs to {owner} only"
    if quote == "<" or header == "egovbench.h" or (SOURCE / "src" / room / header).is_file():
        return None
    allowed = [room, *MAY_INCLUDE[room]]
    if header in allowed or header.split("/")[0] in allowed and "/" in header:
        return None
    return f'"{header}" is not for {room}'


def sources():
    return sorted(path for path in (SOURCE / "src").rglob("*.[ch]"))


def room_of(path):
    return path.relative_to(SOURCE / "src").parts[0]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Includes(unittest.TestCase):
    def test_every_include_is_one_the_room_may_have(self):
        faults = []
        for path in sources():
            if path.parent == SOURCE / "src":
                continue
            for quote, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
                fault = include_fault(room_of(path), quote, header)
                if fault:
                    faults.append(f"{path.relative_to(SOURCE)}: {fault}")
        self.assertEqual(faults, [])

    def test_the_public_header_includes_nothing_of_ours(self):
        text = (SOURCE / "src/egovbench.h").read_text(encoding="utf-8")
        self.assertEqual({quote for quote, _ in INCLUDE.findall(text)}, {"<"})

    def test_the_rule_sees_a_leak(self):
        self.assertIsNotNone(include_fault("score", "<", "gsl/gsl_sf.h"))
        self.assertIsNotNone(include_fault("base", '"', "model/index.h"))
        self.assertIsNotNone(include_fault("method", '"', "model/index.h"))
        self.assertIsNone(include_fault("cli", '"', "base/buffer.h"))
        self.assertIsNotNone(include_fault("cli", '"', "model/index.h"))
        self.assertIsNone(include_fault("method", '"', "model/cell.h"))
        self.assertIsNone(include_fault("cli", '"', "options.h"))
        self.assertIsNotNone(include_fault("cli", '"', "desk/tune_model.h"))
        self.assertIsNotNone(include_fault("write", '"', "table/cells.h"))

    def test_rooms_are_two_levels_and_all_known(self):
        folders = {path.relative_to(SOURCE / "src").parent.as_posix() for path in sources()} - {"."}
        self.assertEqual(folders - set(MAY_INCLUDE), set())

    def test_no_two_rooms_see_each_other(self):
        sees = {room: {name.split("/")[0] for name in [*MAY_INCLUDE[room], *MAY_CALL.get(room, [])]} for room in MAY_INCLUDE}
        placed = set()
        while ready := {room for room in sees if room not in placed and sees[room] <= placed}:
            placed |= ready
        self.assertEqual(placed, set(sees))

    def test_every_room_says_what_it_is_for(self):
        for room in sorted(set(MAY_INCLUDE) - {"cli", "command", "desk"}):
            first = (SOURCE / "src" / room / "meson.build").read_text(encoding="utf-8").splitlines()[0]
            self.assertRegex(first, rf"^# {room}: [A-Z].*\.$")


class Circles(unittest.TestCase):
    """Files of a room that include each other, a .c and its .h as one: who changes one of them has to know them all."""

    MOST = 3

    @staticmethod
    def circles(sees):
        """The sets of names that reach each other, from {name: the names it includes}."""
        reached = {}
        for name in sees:
            reached[name], ready = set(), [name]
            while ready:
                for other in sees.get(ready.pop(), set()) - reached[name]:
                    reached[name].add(other)
                    ready.append(other)
        return {frozenset(b for b in sees if b in reached[a] and a in reached[b]) for a in sees if a in reached[a]}

    def test_no_circle_is_larger_than_three(self):
        sees = {}
        for path in sources():
            own = path.relative_to(SOURCE / "src").with_suffix("").as_posix()
            found = sees.setdefault(own, set())
            for _, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
                beside = path.parent / header
                target = beside if beside.is_file() else SOURCE / "src" / header
                if target.is_file() and room_of(target) == room_of(path):
                    found.add(target.relative_to(SOURCE / "src").with_suffix("").as_posix())
            found.discard(own)
        large = [sorted(circle) for circle in self.circles(sees) if len(circle) > self.MOST]
        self.assertEqual(sorted(large), [])

    def test_the_rule_sees_a_circle(self):
        ring = {"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"a"}, "e": {"a"}, "f": {"g"}, "g": {"f"}, "h": set()}
        self.assertEqual(self.circles(ring), {frozenset("abcd"), frozenset("fg")})


class Rows(unittest.TestCase):
    """Rooms ask the row of a method for facts: not for its name, its place among the others or that of a parameter."""

    # A unit of values, a word of rubrics, a period, a function, an action of the command line.
    NOT_METHODS = {
        ("model/index.c", "rank"),
        ("define/definition_collection.c", "value"),
        ("define/definition_parts.c", "latest"),
        ("score/plan.c", "latest"),
        ("model/expression.c", "log"),
        ("command/cmd_weights.c", "budget"),
        ("exact/exact.c", "power"),
        ("score/plan_check.c", "target"),
        ("score/plan_check_tree.c", "goalposts"),
        ("score/stage_treat.c", "log"),
    }
    # Rooms without words of their own that are spelled like methods: any text there that is the name of one asks for it.
    PLAIN_ROOMS = ("score/", "kernel/", "simulate/", "exact/", "compare/")

    @staticmethod
    def names():
        texts = [path.read_text(encoding="utf-8") for path in sorted((SOURCE / "src/method").glob("*_*.c"))]
        return {name for text in texts for name in re.findall(r'\.head\s*=\s*\{\.name = "([^"]+)"', text)} - {"none"}

    @classmethod
    def faults(cls, place, text):
        compared = re.findall(r'\bstrn?(?:case)?cmp\([^;{]*?"([^"]*)"', text)
        if place.startswith(cls.PLAIN_ROOMS):
            compared = re.findall(r'"([^"\n]*)"', re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
        faults = [f'{place} compares with "{name}"' for name in compared if name in cls.names()]
        faults = [fault for fault in faults if (place, fault.split('"')[1]) not in cls.NOT_METHODS]
        counted = re.findall(r"\begb_(?:imputations|treatments|normalisations|weighings|aggregations)\[\d", text)
        return faults + [f"{place} relies on a position: {found}" for found in counted + re.findall(r"\bparameter\[\d+\]", text)]

    def test_no_room_asks_for_a_name_or_a_position(self):
        found = []
        for path in sources():
            place = path.relative_to(SOURCE / "src").as_posix()
            found += self.faults(place, path.read_text(encoding="utf-8"))
        self.assertEqual(found, [])

    def test_the_rule_sees_a_leak(self):
        self.assertGreater(len(self.names()), 50)
        self.assertEqual(len(self.faults("exact/exact.c", 'if (strcmp(name, "zscore") == 0)')), 1)
        self.assertEqual(len(self.faults("compare/profile.c", 'orders[] = {"rank", "borda"}; /* "zscore" */')), 2)
        self.assertEqual(len(self.faults("simulate/variant.c", "given = egb_weighings[0];")), 1)
        self.assertEqual(len(self.faults("simulate/scene.c", "least = with->parameter[0];")), 1)
        self.assertEqual(self.faults("model/index.c", 'strcmp(unit, "rank") == 0'), [])


class Names(unittest.TestCase):
    """A name means one thing in all rooms: who reads a call or a type has not to ask where he is."""

    @staticmethod
    def types():
        """{type: the files that define it}."""
        found = {}
        for path in sources():
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            for tag, name in re.findall(r"^typedef (?:struct|enum|union) (egb_\w+) \{|^\}\s*(egb_\w+);", text, re.MULTILINE):
                found.setdefault(tag or name, set()).add(path.relative_to(SOURCE / "src").as_posix())
        return found

    def test_no_two_types_share_a_name(self):
        types = self.types()
        self.assertGreater(len(types), 300)
        self.assertEqual({name: sorted(places) for name, places in types.items() if len(places) > 1}, {})


class Searches(unittest.TestCase):
    """Calls that look at every column or sibling: asked for each cell they take time by the square of what there is."""

    @staticmethod
    def files_with(call, room=""):
        texts = {path.relative_to(SOURCE / "src").as_posix(): path.read_text(encoding="utf-8") for path in sources()}
        return {name for name, text in texts.items() if name.startswith(room) and call in text}

    def test_pictures_look_for_columns_when_a_table_is_opened(self):
        self.assertEqual(self.files_with("egb_table_find_column(", "draw/"), {"draw/plot.c", "draw/reading.c"})

    def test_what_all_parts_add_is_asked_for_at_once(self):
        alone = {"egovbench.h", "score/contribution.c", "desk/tune_pair.c"}
        self.assertEqual(self.files_with("egb_results_contribution("), alone)


class Lists(unittest.TestCase):
    """A file that the build does not name is not built, and a test that it does not name is not run."""

    def test_every_source_is_built(self):
        listed = set(re.findall(r"'(\w+/\w+\.c)'", (SOURCE / "src/meson.build").read_text(encoding="utf-8")))
        for room in (SOURCE / "src").glob("*/meson.build"):
            # What the build makes itself is no source.
            names = re.findall(r"(?<!output: )'(\w+\.c)'", room.read_text(encoding="utf-8"))
            listed |= {f"{room.parent.name}/{name}" for name in names}
        methods = (SOURCE / "src/method/list.h").read_text(encoding="utf-8")
        listed |= {f"method/{family.lower()}_{name}.c" for family, name in re.findall(r"^EGB_(\w+)\((\w+)\)", methods, re.M)}
        commands = (SOURCE / "src/cli/list.h").read_text(encoding="utf-8")
        listed |= {f"{room}/cmd_{name}.c" for room, name in re.findall(r"^CLI_COMMAND\((\w+), (\w+)\)", commands, re.M)}
        formats = (SOURCE / "src/write/list.h").read_text(encoding="utf-8")
        listed |= {f"write/write_{name}.c" for name in re.findall(r"^EGB_WRITER\((\w+)\)", formats, re.M)}
        plots = (SOURCE / "src/draw/list.h").read_text(encoding="utf-8")
        listed |= {f"draw/plot_{name}.c" for name in re.findall(r"^EGB_PLOT\((\w+)\)", plots, re.M)}
        bundles = (SOURCE / "src/metadata/list.h").read_text(encoding="utf-8")
        listed |= {f"metadata/{kind.lower()}_{name}.c" for kind, name in re.findall(r"^EGB_(METADATA|PORTAL)\((\w+)\)", bundles, re.M)}
        present = {path.relative_to(SOURCE / "src").as_posix() for path in sources() if path.suffix == ".c"}
        self.assertEqual(listed, present)

    def test_every_test_is_run(self):
        listed = set(re.findall(r"'(\w+/test_\w+\.(?:c|py))'", (SOURCE / "tests/meson.build").read_text(encoding="utf-8")))
        present = {
            path.relative_to(SOURCE / "tests").as_posix()
            for path in (SOURCE / "tests").glob("*/test_*")
            if path.suffix in (".c", ".py")
        }
        self.assertEqual(listed, present)


class Objects(unittest.TestCase):
    """What the compiled rooms really refer to and hold, whatever their text looks like."""

    @classmethod
    def setUpClass(cls):
        cls.archive = str(BUILD / "src/libegovbench.a")

    def calls(self):
        """(room, room, symbol) of each function or object that one room takes from another."""
        home, wanted = {}, []
        for line in run("nm", "-A", "--format=posix", self.archive).splitlines():
            found = re.match(r".*\[(?:.*/)?([a-z]+)_\w+\.c\.o\]: (\S+) (\w)", line)
            if found and found.group(3).isupper():
                room, symbol, kind = found.groups()
                if kind == "U":
                    wanted.append((room, symbol))
                else:
                    home[symbol] = room
        return {(room, home[symbol], symbol) for room, symbol in wanted if symbol in home and home[symbol] != room}

    @staticmethod
    def may_call(room, owner, symbol):
        included = {name.split("/")[0] for name in MAY_INCLUDE[room]}
        return owner in included or not {owner, f"{owner}/{symbol}"}.isdisjoint(MAY_CALL.get(room, []))

    def test_no_room_calls_one_that_it_may_not_see(self):
        calls = self.calls()
        faults = sorted(f"{room} calls {symbol} of {owner}" for room, owner, symbol in calls if not self.may_call(room, owner, symbol))
        self.assertEqual(faults, [])

    def test_the_rule_sees_a_call(self):
        self.assertIn(("table", "exact", "egb_dominates"), self.calls())
        self.assertTrue(self.may_call("table", "exact", "egb_dominates"))
        self.assertFalse(self.may_call("table", "exact", "egb_bounds_new"))
        self.assertTrue(self.may_call("define", "method", "egb_grammar_method"))

    def test_the_library_never_ends_prints_or_looks_around(self):
        faults = []
        for line in run("nm", "-A", "--undefined-only", self.archive).splitlines():
            place, _, symbol = line.rpartition(" U ")
            if symbol and FORBIDDEN.fullmatch(symbol.split("@")[0]):
                faults.append(f"{place.strip()}: {symbol}")
        self.assertEqual(faults, [])

    def test_one_room_opens_and_changes_files(self):
        faults, opened = [], set()
        for line in run("nm", "-A", "--undefined-only", "--format=posix", self.archive).splitlines():
            found = re.match(r".*\[(?:.*/)?([a-z]+)_(\w+)\.c\.o\]: (\S+) U", line)
            if not found or not DISK.fullmatch(found.group(3).split("@")[0]):
                continue
            room, name, symbol = found.groups()
            opened.add(room)
            if not re.fullmatch(MAY_OPEN.get(room, ""), name):
                faults.append(f"{room}/{name}.c: {symbol}")
        self.assertEqual(faults, [])
        self.assertEqual(opened, set(MAY_OPEN))  # the pattern finds them

    @unittest.skipIf(SANITIZED, "a sanitizer adds its own data")
    def test_the_library_has_no_state_that_can_change(self):
        faults, place = [], ""
        for line in run("objdump", "-t", self.archive).splitlines():
            header = re.match(r"(\S+\.o):\s+file format", line)
            place = header.group(1) if header else place
            # address, seven flag characters, section, TAB, size, name; flag d is the section itself.
            symbol = re.match(r"[0-9a-f]+ (.{7}) (\.(?:data|bss|tdata|tbss)[^\t]*|\*COM\*)\t[0-9a-f]+ (\S+)", line)
            if symbol and "d" not in symbol.group(1) and not symbol.group(2).startswith(".data.rel.ro"):
                faults.append(f"{place}: {symbol.group(3)} in {symbol.group(2)}")
        self.assertEqual(faults, [])

    @unittest.skipIf(SANITIZED, "a sanitizer adds its own symbols")
    def test_the_shared_library_shows_what_the_header_declares(self):
        shown = run("nm", "-D", "--defined-only", "--format=posix", str(BUILD / "src/libegovbench.so")).splitlines()
        text = (SOURCE / "src/egovbench.h").read_text(encoding="utf-8")
        declared = re.findall(r"^EGB_API [^;(]*?(\w+)\(", text, re.MULTILINE)
        self.assertEqual(sorted(line.split()[0] for line in shown), sorted(declared))


if __name__ == "__main__":
    unittest.main()
