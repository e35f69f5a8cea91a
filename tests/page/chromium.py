"""Where a real browser is, for the tests that drive one: Chromium, node, and the packages of package.json (npm ci in this
folder, or a folder of packages that NODE_PATH names)."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from pages import NODE

HERE = Path(__file__).resolve().parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NAMES = ("playwright-core", "axe-core")


def packages():
    """The folder that has them."""
    named = [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    return next((folder for folder in [HERE / "node_modules", *named] if all((folder / name).is_dir() for name in NAMES)), None)


@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED"), "pages are the same bytes, and a browser runs no part of this program")
@unittest.skipUnless(NODE, "node is not installed")
@unittest.skipUnless(CHROMIUM, "Chromium is not installed")
@unittest.skipUnless(packages(), "playwright-core and axe-core are not installed: npm ci in tests/page")
class BrowserTest(unittest.TestCase):
    maxDiff = None

    def node(self, folder, script, *arguments, given=None):
        """What a script of this folder prints. Modules are looked for beside the script alone, so that packages of another
        place need a copy of the scripts beside them."""
        here = HERE
        if packages() != HERE / "node_modules":
            here = Path(folder) / "page" / "scripts"
            here.mkdir(parents=True, exist_ok=True)
            for path in HERE.glob("*.mjs"):
                shutil.copy(path, here)
            if not (here / "node_modules").exists():
                (here / "node_modules").symlink_to(packages())
        done = subprocess.run([NODE, script, *map(str, arguments)], cwd=here, capture_output=True, text=True, input=given)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout
