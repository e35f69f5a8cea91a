"""engine.wasm and desk.wasm are what their sources make: the same bytes with the compiler that is recorded beside each, else a module that
gives the same."""
import os
import shutil
import subprocess
import sys
import unittest

from pages import EngineTest
from program import ROOT

TOOLS = ("clang", "wasm-ld", "wasm-opt")
# Of libyaml, utf8proc, cJSON and GSL, which reports/build-desk would else fetch.
SOURCES = os.environ.get("EGB_SOURCES")
WASI = os.path.isdir("/usr/lib/wasm32-wasi") or os.environ.get("EGB_WASI_ROOT")
SAME, OTHER_COMPILER = 0, 3


@unittest.skipUnless(all(map(shutil.which, TOOLS)) and WASI, "there is no compiler for WebAssembly: clang, lld, wasi-libc, binaryen")
class Build(EngineTest):
    def test_the_engine_is_of_these_sources(self):
        self.same("engine", "test_engine.py", "test_exact.py")

    @unittest.skipUnless(SOURCES, "EGB_SOURCES names no folder with the sources of libyaml, utf8proc, cJSON and GSL")
    def test_the_desk_is_of_these_sources(self):
        self.same("desk", "test_desk.py")

    def same(self, name, *tests):
        build = ROOT / f"reports/build-{name}"
        checked = subprocess.run([build, "--check"], capture_output=True, text=True)
        self.assertIn(checked.returncode, (SAME, OTHER_COMPILER), checked.stderr)
        if checked.returncode == SAME:
            return
        module = self.folder / f"{name}.wasm"
        subprocess.run([build, "-o", module], check=True)
        for test in tests:
            done = subprocess.run([sys.executable, ROOT / "tests/live" / test], capture_output=True, text=True,
                                  env={**os.environ, f"EGOVBENCH_{name.upper()}": str(module)})
            self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
