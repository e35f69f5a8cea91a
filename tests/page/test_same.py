"""The engine inside a page gives, in a real browser, what the program gives: the cases of tests/live/test_engine.py, run by Chromium."""
import json
import unittest

from chromium import CHROMIUM, BrowserTest
from program import ROOT
from test_engine import SameEngine as InNode
from pages import program


class InPage(BrowserTest, InNode):
    def run_jobs(self, jobs):
        page = self.folder / "page.html"
        program("report", "waseda-ten", "--draws", "200", "--quiet", "-o", str(page))
        return json.loads(self.node(self.folder, "run_engine_page.mjs", CHROMIUM, self.folder / "profile", page, ROOT / "tests/live/run_engine.js",
                                    given=json.dumps(jobs)))


del InNode  # its cases run once here

if __name__ == "__main__":
    unittest.main()
