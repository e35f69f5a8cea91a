"""The list of faults that tests/mutation/run plants is in its form, and each text is where the list says it is."""
import runpy
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
FOLDER = SOURCE / "tests/mutation"


class Mutations(unittest.TestCase):
    def test_the_list_is_of_the_code_of_today(self):
        read_list = runpy.run_path(str(FOLDER / "run"))["read_list"]
        entries = read_list((FOLDER / "list").read_text(encoding="utf-8"))
        stale = []
        for name, was, now, _ in entries:
            path = SOURCE / "src" / name
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            if was not in text or was == now:
                stale.append(f"{name}: {was}")
        self.assertGreater(len(entries), 90)
        self.assertEqual(stale, [])


if __name__ == "__main__":
    unittest.main()
