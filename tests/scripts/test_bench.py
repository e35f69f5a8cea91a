"""tests/bench/run at its smallest: every job is measured, peers that are at hand have a ratio, and others are said with how to get them."""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench"
sys.path.insert(0, str(BENCH))
import common  # noqa: E402

PEERS = {"numpy": common.numpy_python, "DuckDB": common.duckdb_node, "COINr": common.coinr_r}


def run_bench(*words, code=0, **changes):
    done = subprocess.run([sys.executable, BENCH / "run", "--build", os.environ["EGOVBENCH_BUILD"], "--as-built", "--runs", "1", "--divide", "20000", *words],
                          check=False, capture_output=True, text=True, env={**os.environ, **changes})
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


class Table(unittest.TestCase):
    def test_every_job_and_the_peers_that_are_here(self):
        rows = json.loads(run_bench("--json"))
        self.assertGreater(len(rows), 10)
        for row in rows:
            self.assertGreater(row["egovbench"], 0, row)
            if row["ratio"]:
                self.assertAlmostEqual(row["ratio"], row["takes"] / row["egovbench"])
        for peer, find in PEERS.items():
            own = [row for row in rows if (row["peer"] or "").split(",")[0] == peer]
            self.assertTrue(own, peer)
            for row in own:
                self.assertEqual(row["ratio"] is not None, find() is not None, row)

    def test_a_peer_that_is_absent_is_said_with_how_to_get_it(self):
        text = run_bench("--only", "units x 35", PATH="/nonexistent")
        self.assertIn("not here", text)
        self.assertEqual(text.count("npm install @duckdb/node-api"), 1)
        self.assertNotRegex(text, r"\dx$")

    def test_what_is_there_to_choose_is_said(self):
        self.assertIn("no job has 'nothing of it'", run_bench("--only", "nothing of it", code=2))

    def test_ranks_that_differ_end_it(self):
        """Two files as DuckDB and the program would write them, with two units the other way round."""
        import importlib.machinery
        import importlib.util
        import tempfile
        spec = importlib.util.spec_from_loader("bench_run", importlib.machinery.SourceFileLoader("bench_run", str(BENCH / "run")))
        run = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(run)
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "units.out.csv").write_text("unit,rank\nA,1\nB,2\n", encoding="utf-8")
            (folder / "peer.csv").write_text("rank,unit\n1,A\n2,B\n", encoding="utf-8")
            run.check_ranks(folder)
            (folder / "peer.csv").write_text("rank,unit\n1,B\n2,A\n", encoding="utf-8")
            with self.assertRaises(SystemExit):
                run.check_ranks(folder)


if __name__ == "__main__":
    unittest.main()
