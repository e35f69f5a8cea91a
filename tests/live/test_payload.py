"""The payload is JSON that is safe inside HTML, whatever names come from data, and says what is not live."""
import json
import re
import unittest

from pages import EngineTest, payload
from program import ROOT

HOSTILE = "</script><script>alert(1)</script><!-- & ' \" \\u2028 \u2028 \u202e ]]>"
DEFINITION = {
    "egovbench": 1, "id": "hostile", "title": {"en": HOSTILE, "ja": "指標"}, "data": [{"file": "hostile.csv", "unit": "unit"}],
    "levels": [{"id": "A", "name": HOSTILE, "from": 50}, {"id": "B", "from": 0}],
    "indicators": [
        {"id": "bod", "name": HOSTILE, "aggregate": "benefit-of-the-doubt", "indicators": [{"id": "x", "name": "x"}, {"id": "y", "name": "y"}]},
        {"id": "mean", "name": "mean", "aggregate": {"method": "power", "p": 0.5, "round": 3}, "indicators": [
            {"id": "z", "name": "z", "impute": "mean"}, {"id": "again", "column": "z", "name": "z", "impute": "mean"}]}],
    "scenarios": {"more": {"note": HOSTILE, "weights": {"mean": 3}, "rescale": "free"}, "less": {"drop": ["bod"]}},
}


class Payload(EngineTest):
    def setUp(self):
        super().setUp()
        (self.folder / "hostile.yaml").write_text(json.dumps(DEFINITION), encoding="utf-8")
        (self.folder / "hostile.csv").write_text(
            "unit,name,x,y,z\n" + "\n".join(f'U{i},"</script>&{i}",{i + 1},{9 - i},{"" if i == 2 else i * i}' for i in range(6)) + "\n",
            encoding="utf-8")
        self.text = payload(str(self.folder / "hostile.yaml"))
        self.page = json.loads(self.text)

    def test_nothing_in_it_is_markup(self):
        for character in "<>&'\u2028\u2029\u202e":
            self.assertNotIn(character, self.text)
        self.assertEqual(self.page["title"]["en"], HOSTILE)
        self.assertEqual(self.page["units"][3]["name"][""], "</script>&3")

    def test_what_is_not_live_says_why_and_has_its_scores(self):
        bod, mean = (node for node in self.page["nodes"] if node["parent"] == 0)
        self.assertFalse(bod["live"])
        self.assertEqual(bod["why"], ["whyProgram", "benefit-of-the-doubt"])
        self.assertEqual(len(self.page["scored"]["bod"]), 6)
        self.assertTrue(mean["live"])
        self.assertEqual(mean["aggregate"], ["power", {"p": [0.5], "round": [3]}])
        self.assertIsNone(self.page["uncertainty"]["why"])  # weights below it are not read

    def test_columns_are_written_once(self):
        self.assertEqual(self.page["values"][3], 2)

    def test_what_no_script_reads_is_not_in_it(self):
        """A key is asked for in a script by its name: `.key`, `"key"` or in what is taken apart."""
        scripts = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "reports").glob("*.js")))
        keys = set(self.page) | set(self.page["uncertainty"])
        for part in ("nodes", "units", "levels", "groupings", "editions", "scenarios"):
            keys |= {key for item in self.page[part] for key in item}
        self.assertGreater(len(keys), 30)
        self.assertEqual([key for key in sorted(keys) if not re.search(rf"\.{key}\b|\b{key}\??[,}}]|\"{key}\"", scripts)], [])

    def test_scenarios(self):
        more, less = self.page["scenarios"]
        self.assertEqual(more["weights"], {"mean": 3})
        self.assertIsNone(less["weights"])

    def test_shipped_payloads_are_all_safe(self):
        for path in sorted((ROOT / "indicators").glob("*.yaml")):
            if "\ndata:" in path.read_text(encoding="utf-8"):
                text = payload(str(path))
                self.assertFalse(set("<>&'") & set(text), path.name)
                json.loads(text)


if __name__ == "__main__":
    unittest.main()
