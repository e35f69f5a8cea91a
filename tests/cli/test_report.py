"""`report`: each sentence against the table that another command prints, in three languages; the page, its anchors and its size;
the same document for pandoc and TeX; what is cut, and what an index does not have."""
import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import unittest

from assemble import REPORTS, script, unpacked
from page import Page
from program import ROOT, ProgramTest

SHIPPED = sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml") if path.stem != "waseda-2016")  # which has no data
SECTIONS = ["finding", "ranking", "map", "levels", "editions", "robustness", "methodology", "data", "cite"]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class ReportTest(ProgramTest):
    def report(self, *arguments, form="html"):
        return self.run_program("report", *arguments, "--format", form, code=0).out

    def document(self, *arguments):
        return json.loads(self.report(*arguments, form="json"))

    def texts(self, *arguments):
        return [block["text"] for block in self.document(*arguments)["blocks"] if "text" in block]

    def table(self, *arguments):
        return rows(self.run_program(*arguments, "--format", "csv", code=0).out)

    def one(self, texts, pattern):
        found = [match for match in (re.search(pattern, text) for text in texts) if match]
        self.assertEqual(len(found), 1, (pattern, texts))
        return found[0]


class Pages(ReportTest):
    def test_every_shipped_index_has_a_page(self):
        for name in SHIPPED:
            with self.subTest(name):
                page = Page(self.report(name, "--draws", "300"))
                order = [anchor for anchor in page.ids if anchor in SECTIONS]
                self.assertEqual(order, [anchor for anchor in SECTIONS if anchor in order])
                self.assertLessEqual({"finding", "ranking", "methodology", "data", "cite"}, set(order))
                self.assertEqual("explorer" in page.ids, name != "waseda-published")

    def test_it_is_small(self):
        text = self.report("--no-script")
        style = re.search("<style>.*?</style>", text, re.DOTALL)[0]
        self.assertLess(len(style.encode()), 14000)
        self.assertLess(len(text.encode()) - len(style.encode()), 57000)
        self.assertLess(len(self.report().encode()), 250000)

    def test_each_unit_has_its_row(self):
        page = Page(self.report("egdi", "--draws", "300"))
        units = [row["unit"] for row in self.table("rank", "egdi", "--no-intervals")]
        self.assertEqual([anchor[2:] for anchor in page.ids if anchor.startswith("u-")], units)

    def test_the_map_has_the_ranked_units_that_have_a_tile(self):
        text = self.report("egdi", "--draws", "300")
        section = re.search('<section id="map">.*?</section>', text, re.DOTALL)[0]
        codes = re.findall('<text x=([0-9]+) y=([0-9]+)>([A-Z]{3})</text>', section)
        self.assertEqual(len({(x, y) for x, y, _ in codes}), len(codes))
        self.assertEqual({code for _, _, code in codes}, {row["unit"] for row in self.table("rank", "egdi", "--no-intervals")})
        tiles = {(int(x) + 13, int(y) + 17) for x, y in re.findall("M([0-9]+) ([0-9]+)h26v26h-26z", section)}
        self.assertEqual(tiles, {(int(x), int(y)) for x, y, _ in codes})
        for row in self.table("rank", "egdi", "--no-intervals"):
            if row["level"] == "very-high":
                shade = re.search(f'<g class="([a-z0-9-]+)" [^>]*>(?:<text[^>]*>[A-Z]*</text>)*<text[^>]*>{row["unit"]}<', section)[1]
                self.assertEqual(shade, "plot-inverse")  # the darkest

    def test_the_map_is_as_asked(self):
        world = self.report("egdi", "--draws", "100", "--map", "world", "--no-script")
        Page(world)
        self.assertIn("Boundaries are simplified", world)
        self.assertNotIn("A tile for each economy", world)
        self.assertIn(" --map world", re.search("<pre tabindex=0>(egovbench [^<]*)", world)[1])
        none = Page(self.report("egdi", "--draws", "100", "--map", "none"))
        self.assertNotIn("map", none.ids)

    def test_names_cannot_do_anything(self):
        name = "</td></table><script>alert(1)</script>"
        (self.place / "small.csv").write_text(f"unit,name,portal,mobile,speed\nAB,{name},0.9,3,7\nC D,x,0.8,2,9\n", encoding="utf-8")
        page = Page(self.report("small.yaml", "--no-script"))
        self.assertNotIn("script", page.tags)
        self.assertIn("u-C.20D", page.ids)
        self.assertIn(name, page.text)


class Live(ReportTest):
    """What is in a page for the explorer; tests/page opens such pages in a browser."""

    def test_the_script_is_that_of_reports(self):
        page = Page(self.report())
        self.assertEqual(page.script, [script()])
        self.assertEqual(json.loads(unpacked(page.packed["egb-words"])), json.loads((REPORTS / "words.json").read_text(encoding="utf-8")))
        self.assertEqual(unpacked(page.packed["egb-module"]), (REPORTS / "engine.wasm").read_bytes())
        self.assertIn("'wasm-unsafe-eval'; img-src data: blob:; base-uri 'none'; form-action 'none'", page.policy)
        self.assertLess(page.ids.index("explorer"), page.ids.index("ranking"))

    def test_marks_are_those_of_the_language(self):
        """Chinese and Japanese have commas, colons and brackets of their own beside their characters."""
        beside = re.compile("[\u3040-\u30ff\u4e00-\u9fff」}][,;:!?](?=[\u3040-\u30ff\u4e00-\u9fff「{]|$)|[\u3040-\u30ff\u4e00-\u9fff][(][\u3040-\u30ff\u4e00-\u9fff{]")
        for name in ("words.json", "desk_words.json"):
            for key, words in json.loads((REPORTS / name).read_text(encoding="utf-8")).items():
                for text in words[1:]:
                    self.assertIsNone(beside.search(text), f"{name}: {key}: {text}")

    def test_the_data_are_of_what_was_asked(self):
        arguments = ("egdi", "--set", "HCI=50%", "--draws", "200", "--seed", "3", "--level", "80%")
        data = json.loads(unpacked(Page(self.report(*arguments, "--lang", "ja")).packed["egb-data"]))
        self.assertEqual(data["command"], "egovbench report egdi --set HCI=50%")
        self.assertEqual({node["id"]: node["weight"] for node in data["nodes"]}["HCI"],
                         float({row["node"]: row["weight"] for row in self.table("show", "egdi", "--set", "HCI=50%")}["HCI"]))
        self.assertEqual((data["uncertainty"]["draws"], data["uncertainty"]["seed"]), (200, 3))
        self.assertAlmostEqual(data["uncertainty"]["tail"], 0.1)
        periods = sorted({row["period"] for row in self.table("panel", "egdi", "--long")})
        self.assertEqual([edition["period"] for edition in data["editions"]], periods[:-1])

    def test_where_the_numbers_are_from_is_said(self):
        facts = self.document("egdi", "--draws", "150", "--seed", "7")["provenance"]
        self.assertEqual((facts["seed"], facts["draws"]), ("7", "150"))

    def test_the_document_alone(self):
        page = Page(self.report("--no-script", "--draws", "100"))
        self.assertEqual((page.script, page.packed), ([], {}))
        self.assertNotIn("explorer", page.ids)
        self.assertNotIn("script-src", page.policy)
        done = self.run_program("report", "small.yaml", "--no-script", code=0)
        self.assertIn("only pages have a script", done.err)

    def test_the_document_is_the_same_with_and_without(self):
        live, still = self.report("egdi", "--draws", "100"), self.report("egdi", "--draws", "100", "--no-script")
        main = re.search("<main.*</main>", live, re.DOTALL)[0]
        main = main.replace("<section id=explorer hidden></section>\n", "")
        self.assertEqual(main, re.search("<main.*</main>", still, re.DOTALL)[0])

    def test_what_cannot_be_tried_says_why(self):
        self.assertIn("Other weights cannot be tried here: these ranks are as published", self.report("waseda-published"))
        definition = "egovbench: 1\nid: wide\ndata: [{file: wide.csv, unit: unit}]\nindicators:\n  - id: all\n    indicators:\n"
        definition += "".join(f"      - {{id: c{i}, column: c, goalposts: [0, 99999]}}\n" for i in range(50))
        (self.place / "wide.yaml").write_text(definition, encoding="utf-8")
        (self.place / "wide.csv").write_text("unit,c\n" + "".join(f"U{i},{i}\n" for i in range(20001)), encoding="utf-8")
        text = self.report("wide.yaml", "--draws", "20")
        self.assertIn("the index has 1000050 values and a page holds 1000000.", text.replace(",", ""))
        self.assertEqual(Page(text).script, [])
        self.assertLess(len(text), 600000)

    def test_templates_of_ones_own(self):
        folder = self.place / "templates"
        folder.mkdir()
        (folder / "style.css").write_text("/* mine */\n  body  { color: #123456; }\n/* a\n b */ p { content: \"a : b\"; }\n</style>\n", encoding="utf-8")
        (folder / "explorer.js").write_text('// mine\nconst a = "</script><!-- ";\r\n/* two\nlines */\n  /* before */ a;\n', encoding="utf-8")
        text = self.report("small.yaml", "--templates", str(folder), "--draws", "20")
        page = Page(text)
        self.assertIn('body{color:#123456}/* a\nb */ p{content:"a : b"}<\\/style>', page.style)
        self.assertEqual(page.script, [script({"explorer.js": 'const a = "<\\/script><\\!-- ";\n/* before */ a;\n'})])
        table = self.run_program("rank", "small.yaml", "--format", "html", "--templates", str(folder), code=0).out
        self.assertIn("#123456", Page(table).style)
        (folder / "style.css").unlink()
        (folder / "explorer.js").unlink()
        done = self.run_program("report", "small.yaml", "--templates", str(folder), "--format", "html", code=2)
        self.assertIn("has no file that pages are made of", done.err)


class Sentences(ReportTest):
    ARGUMENTS = ("egdi", "--draws", "2000")

    def test_who_leads(self):
        texts = self.texts(*self.ARGUMENTS)
        first = self.table("uncertainty", *self.ARGUMENTS)[0]
        found = self.one(texts, r"^(.+) leads with a score of ([0-9.]+), and this is certain .* in all of 2000 draws")
        self.assertEqual(found[1], first["name"])
        self.assertAlmostEqual(float(found[2]), float(first["score"]), delta=5e-5)
        self.assertEqual(float(first["p_first"]), 1)

    def test_a_lead_that_is_not_certain(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nA,Aland,1,3,1\nB,Beland,0,1,9\nC,Celand,0.6,2,6\n", encoding="utf-8")
        arguments = ("small.yaml", "--draws", "2000", "--set", "speed=1.8")
        table = {row["name"]: row for row in self.table("uncertainty", *arguments)}
        found = self.one(self.texts(*arguments), r"^(\w+) leads with .* not certain: it is first in ([0-9.]+) % of 2000 draws, (\w+) in ([0-9.]+) %")
        self.assertAlmostEqual(float(found[2]) / 100, float(table[found[1]]["p_first"]), delta=0.001)
        self.assertAlmostEqual(float(found[4]) / 100, float(table[found[3]]["p_first"]), delta=0.001)

    def test_a_shared_lead(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nA,Aland,1,3,9\nB,Beland,1,3,9\nC,Celand,0,1,1\n", encoding="utf-8")
        self.one(self.texts("small.yaml"), r"^2 units share the first place with a score of 100.00: Aland, Beland\.")

    def test_who_cannot_be_distinguished(self):
        texts = self.texts(*self.ARGUMENTS)
        self.run_program("uncertainty", *self.ARGUMENTS, "--draws-file", "draws.csv", code=0)
        draws = rows((self.place / "draws.csv").read_text(encoding="utf-8"))
        ranked = [row for row in self.table("rank", "egdi", "--no-intervals") if row["rank"]]
        level = []
        for one, next_one in zip(ranked, ranked[1:]):
            pairs = [(float(draw["rank_" + one["unit"]]), float(draw["rank_" + next_one["unit"]])) for draw in draws]
            ahead = sum((a < b) + 0.5 * (a == b) for a, b in pairs) / len(pairs)
            level.append(0.1 <= ahead <= 0.9)
        found = self.one(texts, r"^([0-9]+) of the ([0-9]+) pairs of neighbours .* pairs is from (.+) to (.+)\.$")
        self.assertEqual((int(found[1]), int(found[2])), (sum(level), len(level)))
        names = [row["name"] for row in ranked]
        begin, end = names.index(found[3]), names.index(found[4])
        self.assertTrue(all(level[begin:end]))
        runs = [len(run) for run in "".join("x" if at else " " for at in level).split()]
        self.assertEqual(end - begin, max(runs))

    def test_what_moved_and_why(self):
        texts = self.texts(*self.ARGUMENTS)
        table = [row for row in self.table("diff", "egdi", "--period", "2022", "2024") if row["status"] == "both"]
        found = self.one(texts, r"^Since 2022, ([0-9]+) units have gained places and ([0-9]+) have lost some: (.+) gained most "
                                r"\(([0-9]+) places, above all in (.+?)\), (.+) lost most \(([0-9]+) places, above all in (.+?)\)\.$")
        change = [float(row["rank_change"]) for row in table]
        self.assertEqual((int(found[1]), int(found[2])), (sum(at > 0 for at in change), sum(at < 0 for at in change)))
        by_name = {row["name"]: row for row in table}
        self.assertEqual((float(by_name[found[3]]["rank_change"]), -float(by_name[found[6]]["rank_change"])), (max(change), -min(change)))
        self.assertEqual((int(found[4]), int(found[7])), (max(change), -min(change)))
        labels = {row["node"]: row["label"] for row in self.table("show", "egdi")}
        self.assertEqual(labels[by_name[found[3]]["drivers"].split()[0]], found[5])
        self.assertEqual(labels[by_name[found[6]]["drivers"].split()[0]], found[8])
        self.one(texts, r"^What moved the ranks: the data \(100 %\)\.$")

    def test_editions_that_are_not_comparable(self):
        texts = self.texts("gtmi", "--draws", "100")
        self.one(texts, r"^2022 and 2025 are not comparable, so that part of this is a change in what was asked or measured: .*PSDI in 2025: ")
        self.one(texts, r"^Not all editions are comparable: .*PSDI in 2025: ")
        self.none(self.texts("egdi", "--draws", "100"), "comparable")

    def test_an_index_without_another_edition(self):
        self.one(self.texts("waseda-ten", "--draws", "100"), r"^There is no earlier edition in the data")

    def test_which_weight_matters_most(self):
        found = self.one(self.texts(*self.ARGUMENTS), r"^The weight that matters most is that of (.+): (.+) stays first as long as the share "
                                                      r"of \1 among its siblings is between ([0-9.]+) % and ([0-9.]+) % \(now ([0-9.]+) %\)")
        rooms = {}
        for row in self.table("stability", "egdi"):
            weight = float(row["weight"])  # each of three is 1
            ends = [abs(float(row[end]) - weight) for end in ("first_low", "first_high") if row[end + "_gains"]]
            rooms[row["label"]] = (min(ends, default=9) / weight, row)
        room, row = min(rooms.values(), key=lambda item: item[0])
        self.assertLess(room, 9)
        self.assertEqual(rooms[found[1]][1], row)
        for text, end in ((found[3], "first_low"), (found[4], "first_high"), (found[5], "weight")):
            self.assertAlmostEqual(float(text) / 100, float(row[end]) / 3, delta=0.001)

    def test_a_weight_that_only_one_end_limits(self):
        found = self.one(self.texts("waseda-ten", "--draws", "100"), r"stays first as long as the share of .* among its siblings is below ([0-9.]+) %")
        highs = [float(row["first_high"]) for row in self.table("stability", "waseda-ten") if row["first_high_gains"] and row["level"] == "1"]
        self.assertAlmostEqual(float(found[1]) / 100, min(highs), delta=0.001)

    def test_how_many_ranks_are_reliable(self):
        ranked = [row for row in self.table("uncertainty", *self.ARGUMENTS) if row["rank"]]
        found = self.one(self.texts(*self.ARGUMENTS), r"^The rank is reliable for ([0-9]+) of ([0-9]+) units: those whose 90 % interval is at most ([0-9]+) places")
        narrow = sum(float(row["rank_high"]) - float(row["rank_low"]) <= int(found[3]) for row in ranked)
        self.assertEqual((int(found[1]), int(found[2]), int(found[3])), (narrow, len(ranked), 10))

    def test_published_ranks_are_not_simulated(self):
        texts = self.texts("waseda-published")
        self.one(texts, r"^United Kingdom .* is first, as published\.$")
        self.one(texts, r"^How certain the ranks are cannot be computed: they are as published")

    def test_published_ranks_keep_the_gaps_of_their_list(self):
        """Wherever a unit has its rank: the figure of the file, not its place among those that are listed."""
        with open(ROOT / "data/waseda-ranks.csv", newline="", encoding="utf-8") as lines:
            listed = {(row["iso3"], row["period"]): row["rank"] for row in csv.DictReader(lines) if row["rank"]}
        latest = max(period for _, period in listed)
        now = {unit: rank for (unit, period), rank in listed.items() if period == latest}
        ordered = sorted(map(int, now.values()))
        self.assertNotEqual(ordered, list(range(1, len(ordered) + 1)))  # the list has a gap
        self.run_program("report", "waseda-published", "--profiles", "-o", "pages/", code=0)
        for unit, rank in now.items():
            page = (self.place / "pages" / f"u-{unit}.html").read_text(encoding="utf-8")
            self.assertRegex(page, rf"ranks {rank}, as published; the list has the ranks of {len(now)} units\.")
            own = dict(re.findall(r"<tr><th scope=row>(\d{4})<td>(\d+)", page))
            self.assertEqual(own, {period: rank for (of, period), rank in listed.items() if of == unit})
            self.assertEqual({row["rank"] for row in self.table("profile", unit, "waseda-published")}, {rank})
            self.assertEqual({row["rank"] for row in self.table("explain", unit, "waseda-published")}, {rank})

    def trip(self, rows, periods=False):
        """Texts about two indicators from 0 to 1 with one weight: what is in them is what rows make true."""
        (self.place / "trip.yaml").write_text(
            "egovbench: 1\nid: trip\ndata: [{file: trip.csv, unit: unit%s}]\nindicators:\n  - {id: a, goalposts: [0, 1]}\n"
            "  - {id: b, goalposts: [0, 1]}\n" % (", period: year" if periods else ""), encoding="utf-8")
        head = "unit,name,year,a,b" if periods else "unit,name,a,b"
        (self.place / "trip.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return self.texts("trip.yaml", "--draws", "2000")

    def none(self, texts, *patterns):
        for pattern in patterns:
            self.assertEqual([text for text in texts if re.search(pattern, text)], [], pattern)

    def test_how_certain_a_lead_is(self):
        """A is ahead of B while a weighs less than b / k, each weight being uniform within 25 % of 1: by the area of the square,
        for b / a > k with k below 1, 1 - (1.25 k - 0.75)^2 / (2 k 0.25) of the draws."""
        for k, words in ((0.5, "this is certain"), (0.7, "this is very likely"), (0.9, "this is not certain")):
            texts = self.trip([f"A,Aland,{1 - k},1", "B,Beland,1,0"])
            self.one(texts, f"^Aland leads with a score of .* {words}")
            self.none(texts, *{"this is certain", "this is very likely", "this is not certain"} - {words})
            if k > 0.6:
                found = self.one(texts, r"it is first in ([0-9.]+) % of 2000 draws")
                self.assertAlmostEqual(float(found[1]) / 100, 1 - (1.25 * k - 0.75) ** 2 / (2 * k * 0.25), delta=0.03)

    def test_neighbours_all_of_whom_or_none_can_be_distinguished(self):
        apart = self.trip(["A,Aland,1,1", "B,Beland,0.5,0.5", "C,Celand,0,0"])
        self.one(apart, "^All neighbours in the ranking can be distinguished: one of the two is ahead in more than 90 % ")
        self.none(apart, "cannot be distinguished: ", "^No two neighbours")
        level = self.trip(["A,Aland,1,0", "B,Beland,0.5,0.5", "C,Celand,0,1"])
        self.one(level, "^No two neighbours in the ranking can be distinguished: in each of the 2 pairs each of the two is ahead in at least 10 % ")
        self.none(level, "^All neighbours", "^[0-9]+ of the")
        both = self.trip(["A,Aland,1,1", "B,Beland,0.5,0.4", "C,Celand,0.4,0.5"])
        self.one(both, r"^1 of the 2 pairs of neighbours .* The longest run of such pairs is from Beland to Celand\.$")

    def test_a_shared_lead_is_not_one_that_weights_keep(self):
        texts = self.trip(["A,Aland,1,0.8", "B,Beland,0.8,1", "C,Celand,0,1"])
        self.one(texts, "^2 units share the first place")
        self.none(texts, "stays first", "takes the first place", "between 50 % and 50 %")

    def test_what_moved_in_one_direction_only(self):
        before = ["A,Aland,1,1,1", "B,Beland,1,0.5,0.5", "C,Celand,1,0.5,0.5"]
        texts = self.trip([*before, "A,Aland,2,1,1", "B,Beland,2,0.5,0.5", "C,Celand,2,0.1,0.5"], periods=True)
        self.one(texts, r"^Since 1, 1 unit has lost places and none has gained any: Celand lost most \(1 place, above all in a\)\.$")
        texts = self.trip([*before[:2], "C,Celand,1,0.1,0.5", *(row.replace(",1,", ",2,", 1) for row in before)], periods=True)
        self.one(texts, r"^Since 1, 1 unit has gained places and none has lost any: Celand gained most \(1 place, above all in a\)\.$")
        texts = self.trip([*before, *(row.replace(",1,", ",2,", 1) for row in before)], periods=True)
        self.one(texts, r"^Since 1, no unit has gained or lost a place\.$")
        self.none(texts, "What moved the ranks")

    def test_weights_that_decide_nothing(self):
        texts = self.trip(["A,Aland,1,1", "B,Beland,0.5,0.5", "C,Celand,0,0"])
        self.one(texts, r"^No weight changed alone takes the first place from Aland\.$")
        self.none(texts, "matters most", "among the first")
        rows = [f"U{i:02},N{i:02},{i / 40},{i / 40}" for i in range(41)]
        self.one(self.trip(rows), r"^No weight changed alone takes the first place from N40 or changes who is among the first 10\.$")
        rows[30], rows[31] = "U30,N30,0.80,0.69", "U31,N31,0.77,0.76"  # a share s of a: 0.80 s + 0.69 (1 - s) = 0.77 s + 0.76 (1 - s) at 70 %
        found = self.one(self.trip(rows), r"^No weight changed alone takes the first place from N40\. Who is among the first 10 depends most on the weight of (a|b): "
                                          r"they stay the same as long as the share of \1 among its siblings is (below|above) ([0-9.]+) % \(now 50 %\)\.$")
        self.assertIn((found[1], found[2], float(found[3])), (("a", "below", 70.0), ("b", "above", 30.0)))

    def test_few_units_have_a_rank_or_none(self):
        texts = self.trip(["A,Aland,1,1", "B,Beland,0.5,0.5", "C,Celand,0,0"])
        self.one(texts, r"^The rank is reliable for 3 of 3 units: those whose 90 % interval is a single rank\.$")

    def test_many_draws_are_in_groups_of_digits(self):
        for language, words in (("en", "all of 10,000 draws"), ("zh-Hant", "全部 10,000 次抽樣"), ("ja", "10,000回の抽出")):
            self.assertTrue(any(words in text for text in self.texts("egdi", "--lang", language)), language)

    def test_three_languages_say_the_same_numbers(self):
        numbers = {}
        for language in ("en", "zh-Hant", "ja"):
            page = Page(self.report(*self.ARGUMENTS, "--lang", language))
            self.assertEqual(page.lang, language)
            texts = self.texts(*self.ARGUMENTS, "--lang", language)
            begin = next(i for i, text in enumerate(texts) if "0.98" in text)
            numbers[language] = [sorted(re.findall(r"[0-9]+(?:\.[0-9]+)?", text)) for text in texts[begin:begin + 6]]
            for text in texts:
                self.assertIsNone(re.search(r"\{[0-9]", text), text)
        self.assertEqual(numbers["en"], numbers["ja"])
        self.assertEqual(numbers["en"], numbers["zh-Hant"])


class Profiles(ReportTest):
    def test_a_unit_is_what_its_profile_says(self):
        table = next(block for block in self.document("waseda-ten", "--draws", "100")["blocks"] if block.get("name") == "ranking")
        for unit in ("TWN", "ITA"):
            row = next(row for row in table["rows"] if row["unit"] == unit)
            profile = [line for line in self.table("profile", unit, "waseda-ten") if line["node"] != "waseda-ten"]
            have = sorted((line for line in profile if line["rank"]), key=lambda line: float(line["rank"]))
            rank = {line["node"]: float(line["rank"]) for line in have}
            self.assertEqual([rank[node] for node in row["best"].split()], [float(line["rank"]) for line in have[:3]])
            self.assertEqual([rank[node] for node in row["weakest"].split()], [float(line["rank"]) for line in have[:-4:-1]])
            alone = {line["node"]: float(line["to_next_level"]) for line in profile if line["to_next_level"]}
            if alone:
                node, rise = row["rise"].split(" +")
                self.assertEqual(alone[node], min(alone.values()))
                self.assertGreaterEqual(float(rise), alone[node])
                self.assertLess(float(rise) - alone[node], 0.01 + 1e-9)
            else:
                self.assertIn(row["rise"], (None, "+"))


class UnitPages(ReportTest):
    def folder(self, *arguments, name="profiles"):
        self.run_program("report", *arguments, "--profiles", "-o", f"{name}/", code=0)
        return {path.name: path.read_text(encoding="utf-8") for path in (self.place / name).iterdir()}

    def test_a_page_per_unit_and_one_that_leads_to_them(self):
        files = self.folder("egdi", "--draws", "2000")
        table = self.table("rank", "egdi", "--no-intervals")
        self.assertEqual(set(files), {"index.html", *(f"u-{row['unit']}.html" for row in table)})
        self.assertEqual(re.findall('<th scope=row><a href=(u-[A-Z]{3}.html)>', files["index.html"]), [f"u-{row['unit']}.html" for row in table])
        for name, text in files.items():
            for link in re.findall("href=([^ >\"]+)>", text):
                self.assertIn(link, files, name)
            Page(re.sub("<a href=[^ >\"]+>(.*?)</a>", r"\1", text))  # the links are checked above

    def test_a_page_says_what_commands_say(self):
        files = self.folder("egdi", "--draws", "2000")
        for unit in ("ITA", "FJI"):
            text = " ".join(Page(re.sub("<a href=index.html>(.*?)</a>", r"\1", files[f"u-{unit}.html"])).text)
            row = next(row for row in self.table("uncertainty", "egdi", "--draws", "2000") if row["unit"] == unit)
            self.assertRegex(text, rf"ranks {row['rank']} of 193 units with a score of {float(row['score']):.4f}\.")
            self.assertRegex(text, rf"interval of the rank, in 2000 draws, is from {float(row['rank_low']):g} to {float(row['rank_high']):g}\.")
            profile = self.table("profile", unit, "egdi")
            strengths = [f"{line['name']} ({line['rank']})" for line in profile if line["verdict"] == "strength"]
            self.assertIn(f"Strengths (rank): {', '.join(strengths)}." if strengths else "No dimension is a strength.", text)
            for year in ("2018", "2022", "2024"):
                rank = next(line["rank"] for line in self.table("rank", "egdi", "--period", year, "--no-intervals") if line["unit"] == unit)
                self.assertRegex(files[f"u-{unit}.html"], f"<tr><th scope=row>{year}<td>{rank}<td>")

    def test_what_each_dimension_adds_is_the_score(self):
        text = self.folder("egdi", "--draws", "100", "--format", "markdown")["u-ITA.md"]
        added = [float(line.rsplit("|", 2)[1]) for line in text.splitlines() if re.search("Index \| [0-9.]+ \|", line)]
        score = float(re.search("with a score of ([0-9.]+)\.", text)[1])
        self.assertEqual(len(added), 3)
        self.assertAlmostEqual(sum(added), score, delta=2e-4)

    def test_ids_are_names_of_files_whatever_is_in_them(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\n../x,<b>,1,3,9\nindex,B,0,1,1\nC D,C,0.6,2,6\n", encoding="utf-8")
        files = self.folder("small.yaml", "--draws", "20", "--format", "markdown")
        self.assertEqual(set(files), {"index.md", "u-.2e.2e.2fx.md", "u-index.md", "u-C.20D.md"})
        self.assertIn("[&lt;b&gt;](u-.2e.2e.2fx.md)", files["index.md"])

    def test_whole_or_not_at_all(self):
        folder = self.place / "profiles"
        folder.mkdir()
        (folder / "mine.html").write_text("mine", encoding="utf-8")
        done = self.run_program("report", "small.yaml", "--profiles", "-o", "profiles/", "--draws", "20", code=4)
        self.assertIn("`profiles` exists, and is left as it is", done.err)
        self.assertEqual([path.name for path in folder.iterdir()], ["mine.html"])
        self.assertEqual([path.name for path in self.place.iterdir() if path.name.startswith("profiles")], ["profiles"])
        self.assertIn("name a folder, with a slash", self.run_program("report", "small.yaml", "--profiles", "-o", "x.html", code=2).err)
        self.assertIn("add --profiles", self.run_program("report", "small.yaml", "-o", "x/", code=2).err)

    def test_a_next_level_and_what_it_takes(self):
        definition = (self.place / "small.yaml").read_text(encoding="utf-8").replace("name: High, from: 50}", "name: High, description: All is done., from: 50}")
        (self.place / "level.yaml").write_text(definition, encoding="utf-8")
        low = self.table("rank", "level.yaml", "--no-intervals")[-1]["unit"]
        text = self.folder("level.yaml", "--draws", "20", "--format", "markdown")[f"u-{low}.md"]
        self.assertIn("The next level, High, begins at 50.00.\n\nWhat it takes: All is done.", text)
        best = min(float(line["to_next_level"]) for line in self.table("profile", low, "level.yaml")[1:] if line["to_next_level"])
        found = self.one([text], r"The smallest rise that is enough: \+([0-9.]+) in (.+) alone, or \+([0-9.]+) in every dimension")
        self.assertTrue(0 <= float(found[1]) - best < 0.01 + 1e-9, (found[1], best))


class Levels(ReportTest):
    def test_what_a_level_takes_is_shown(self):
        definition = (self.place / "small.yaml").read_text(encoding="utf-8").replace(
            "levels: [{id: A, name: High, from: 50}", "levels: [{id: A, name: High, description: {en: All <b>is</b> done., ja: 完成。}, from: 50}")
        (self.place / "level.yaml").write_text(definition, encoding="utf-8")
        page = Page(self.report("level.yaml", "--draws", "20"))
        self.assertIn("High: \u2265 50.00. All <b>is</b> done.", "".join(page.text))
        levels = json.loads(unpacked(page.packed["egb-data"]))["levels"]
        self.assertEqual(levels[0]["description"], {"en": "All <b>is</b> done.", "ja": "完成。"})
        self.assertNotIn("description", levels[1])
        self.assertIn("完成。", self.report("level.yaml", "--draws", "20", "--lang", "ja"))
        low = self.table("rank", "level.yaml", "--no-intervals")[-1]["unit"]
        self.assertIn("What it takes: All <b>is</b> done.", self.run_program("profile", low, "level.yaml", "--notes", code=0).out)
        self.assertIn("What a unit at it has", self.run_program("show", "level.yaml", "--methodology", code=0).out)
        self.assertNotIn("What a unit at it has", self.run_program("show", "small.yaml", "--methodology", code=0).out)


class Formats(ReportTest):
    def test_markdown_and_latex_are_the_same_document(self):
        headings = [block["text"] for block in self.document("egdi", "--draws", "100")["blocks"]
                    if block["kind"] == "heading" and block["level"] == 2]
        markdown = self.report("egdi", "--draws", "100", form="markdown")
        self.assertEqual(re.findall("^## (.*)$", markdown, re.MULTILINE), headings)
        self.assertEqual(len(headings), len(SECTIONS) - 1)  # a map is a picture
        self.assertNotIn("A tile for each economy", markdown)
        latex = self.report("egdi", "--draws", "100", form="latex")
        self.assertIn("\\subsection{The finding}", latex)
        self.assertNotIn("<svg", markdown + latex)

    def test_markdown_is_in_order(self):
        """Headings rise by one, tables have as many cells in each row, nothing of HTML is in it."""
        for index in ("egdi", "small.yaml"):
            level, width = 0, None
            for line in self.report(index, "--draws", "100", form="markdown").splitlines():
                if re.match("#+ ", line):
                    depth = len(line.split(" ")[0])
                    self.assertLessEqual(depth, level + 1, line)
                    level = depth
                cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
                self.assertTrue(width is None or cells in (None, width), line)
                width = cells
                self.assertNotRegex(line, "</?[a-z]+[ >]")

    @unittest.skipUnless(shutil.which("pdflatex"), "TeX is not installed")
    def test_latex_compiles(self):
        """As its first lines say, in each language that pdfTeX has the letters of."""
        for index in ("egdi", "desi-2022"):
            text = self.report(index, "--draws", "100", form="latex")
            packages = "".join(re.findall(r"\\usepackage\{[a-z,]+\}", text.split("\n\n")[0]))
            (self.place / "page.tex").write_text("\\documentclass{article}\n" + packages + "\n\\begin{document}\n" + text + "\\end{document}\n", encoding="utf-8")
            done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "page.tex"], cwd=self.place, capture_output=True, text=True, errors="replace")
            self.assertEqual(re.findall("^!.*", done.stdout, re.MULTILINE), [], index)
            self.assertEqual(done.returncode, 0, index)

    def test_tables_alone_cannot_hold_it(self):
        done = self.run_program("report", "egdi", "--format", "csv", code=2)
        self.assertIn("--format html", done.err)

    def test_a_file_says_its_format(self):
        self.run_program("report", "small.yaml", "-o", "page.html", code=0)
        Page((self.place / "page.html").read_text(encoding="utf-8"))

    def test_the_command_makes_it_again(self):
        for extra in ([], ["--set", "speed=0.3", "--lang", "ja"], ["--scenario", "fast", "--draws", "150", "--seed", "7", "--level", "80%"]):
            text = self.report("small.yaml", *extra)
            command = re.search("<pre tabindex=0>egovbench ([^<]*)</pre>", text)[1]
            with self.subTest(command):
                self.assertEqual(self.run_program(*shlex.split(command), "--format", "html", code=0).out, text)

    def test_hostile_operands_are_quoted(self):
        name = "it's; $(date) & more.yaml"
        (self.place / name).write_text((self.place / "small.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        document = json.loads(self.run_program("report", name, "--format", "json", code=0).out)
        command = next(block["text"] for block in document["blocks"] if block["kind"] == "formula" and "report" in block["text"])
        self.assertEqual(shlex.split(command), ["egovbench", "report", name])

    def test_it_is_the_same_with_any_threads(self):
        self.assertEqual(self.report("egdi", "--threads", "1"), self.report("egdi", "--threads", "3"))

    def test_large_indexes_say_what_is_cut(self):
        lines = ["unit,name,portal,mobile,speed"] + [f"U{i},N{i},{i / 2500},{1 + i % 3},{i % 97}" for i in range(2500)]
        (self.place / "small.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        texts = self.document("small.yaml", "--draws", "20")["blocks"]
        self.assertEqual(max(len(block.get("rows", [])) for block in texts), 2000)
        self.one([block["text"] for block in texts if "text" in block], r"^Only 2000 of 2500 units are here.*`egovbench rank small`")


class Desk(ReportTest):
    """The page of no index; what it does is looked at in tests/page."""

    def test_it_is_one_file_that_carries_the_library(self):
        text = self.run_program("report", "--desk", "--format", "html", code=0).out
        page = Page(text)
        self.assertTrue({"desk", "egb-desk", "egb-words", "egb-desk-words", "egb-example.yaml", "egb-example.csv"} <= set(page.ids))
        self.assertNotIn(" src=", text.split("<script>")[0])
        self.assertIn("wasm-unsafe-eval", text)
        self.assertLess(len(text.encode()), 900000)
        self.assertNotIn("data-language", text.split("<script")[0])

    def test_language_templates_and_another_home(self):
        self.assertIn('<div id=desk data-language="ja">', self.run_program("report", "--desk", "--lang", "ja", "--format", "html", code=0).out)
        (self.place / "mine").mkdir()
        (self.place / "mine" / "desk.css").write_text("#desk { color: teal; }\n", encoding="utf-8")
        self.assertIn("color:teal", self.run_program("report", "--desk", "--templates", "mine", "--format", "html", code=0).out)
        (self.place / "home" / "indicators").mkdir(parents=True)
        done = self.run_program("report", "--desk", "--home", "home", "--format", "html", code=4)
        self.assertIn("home/reports/desk.css", done.err)

    def test_an_index_has_no_place_in_it(self):
        for words in (["small.yaml"], ["--set", "a=2"], ["--scenario", "s"], ["--draws", "100"], ["--map", "world"], ["--threads", "2"],
                      ["--no-script"], ["--profiles"], ["--digits", "3"], ["--width", "90"], ["--level", "0.8"], ["--data", "small.csv"]):
            done = self.run_program("report", "--desk", *words, "--format", "html", code=2)
            self.assertIn("page of no index", done.err)
        self.assertIn("-o desk.html", self.run_program("report", "--desk", code=2).err)
        self.assertIn("-o desk.html", self.run_program("report", "--desk", "-o", "desk.md", code=2).err)


if __name__ == "__main__":
    unittest.main()
