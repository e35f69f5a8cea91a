"""engine.wasm is what its sources make: the same bytes with the compiler that is recorded beside it, else a module that gives the same."""
import os
import shutil
import subprocess
import sys
import unittest

from pages import EngineTest
from program import ROOT

TOOLS = ("clang", "wasm-ld", "wasm-opt")
WASI = os.path.isdir("/usr/lib/wasm32-wasi") or os.environ.get("EGB_WASI_ROOT")
SAME, OTHER_COMPILER = 0, 3


@unittest.skipUnless(all(map(shutil.which, TOOLS)) and WASI, "there is no compiler for WebAssembly: clang, lld, wasi-libc, binaryen")
class Build(EngineTest):
    def test_the_module_is_of_these_sources(self):
        checked = subprocess.run([ROOT / "reports/build-engine", "--check"], capture_output=True, text=True)
        self.assertIn(checked.returncode, (SAME, OTHER_COMPILER), checked.stderr)
        if checked.returncode == OTHER_COMPILER:
            self.built_anew_it_gives_the_same()

    def built_anew_it_gives_the_same(self):
        module = self.folder / "engine.wasm"
        subprocess.run([ROOT / "reports/build-engine", "-o", module], check=True)
        done = subprocess.run([sys.executable, ROOT / "tests/live/test_engine.py"], capture_output=True, text=True,
                              env={**os.environ, "EGOVBENCH_ENGINE": str(module)})
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
