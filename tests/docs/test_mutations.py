"""The faults that tests/mutation/run plants: the list is in its form and each text is where it says; those at random are
single slips of code, the same for the same seed."""
import re
import sys
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
FOLDER = SOURCE / "tests/mutation"
sys.path.insert(0, str(FOLDER))
import faults  # noqa: E402


class Listed(unittest.TestCase):
    def test_the_list_is_of_the_code_of_today(self):
        entries = faults.read_list((FOLDER / "list").read_text(encoding="utf-8"))
        stale = []
        for name, was, now, _ in entries:
            path = SOURCE / "src" / name
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            if was not in text or was == now:
                stale.append(f"{name}: {was}")
        self.assertGreater(len(entries), 90)
        self.assertEqual(stale, [])

    def test_every_room_has_suites(self):
        text = (FOLDER / "run").read_text(encoding="utf-8")
        known = set(re.findall(r'"(\w+)": \[', text))
        self.assertEqual(known, {path.name for path in (SOURCE / "src").iterdir() if path.is_dir()})


class AtRandom(unittest.TestCase):
    def test_they_are_slips_of_one_line_and_the_seed_draws_them(self):
        drawn = faults.at_random(SOURCE / "src", ["score", "stats"], 200, 7)
        self.assertEqual(len(drawn), 200)
        self.assertEqual(drawn, faults.at_random(SOURCE / "src", ["stats", "score"][::-1], 200, 7))
        self.assertNotEqual(drawn, faults.at_random(SOURCE / "src", ["score", "stats"], 200, 8))
        for name, was, now, _ in drawn:
            self.assertEqual((SOURCE / "src" / name).read_text(encoding="utf-8").count(was), 1, was)
            self.assertNotEqual(was, now)

    def test_text_and_comments_stay(self):
        self.assertEqual(list(faults.slips_of_file("a.c", '/* a < b is\n   a < c, d > e */\nconst char *t = "a < b && c";\nputs("x == y");\n')), [])
        self.assertEqual([now for _, _, now, _ in faults.slips_of_file("a.c", '  return a < b; /* a */\n  if (c == d && e)\n')],
                         ["  if (c != d && e)", "  if (c == d || e)"])


if __name__ == "__main__":
    unittest.main()
