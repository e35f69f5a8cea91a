"""What the benches share: made-up indices, the same in every run, and runs of programs that are measured from the outside."""
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
UNITS_COLUMNS, UNITS_GROUPS = 35, 10


def lines_of(command, **options):
    """What it prints; the end of this program where it fails."""
    done = subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


def spawned(build, runs, *command, **options):
    """Many runs of a short program, started by one that is as small as can be: processor time and clock, the least of them."""
    return json.loads(lines_of([build / "tests/bench_spawn", runs, *command], **options))


def timed(command, folder, best):
    """Runs it; keeps the least CPU seconds, the least seconds and the most memory (MB) so far."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: ended with {process.returncode}")
    best[0] = min(best[0], used.ru_utime + used.ru_stime)
    best[1] = min(best[1], time.perf_counter() - start)
    best[2] = max(best[2], used.ru_maxrss / 1024)


def write_units(folder, numbers, units):
    """A wide file of many units (285 MB of a million), and its definition: indicators in groups."""
    with open(folder / "units.csv", "w", encoding="utf-8") as table:
        table.write("unit," + ",".join(f"x{k}" for k in range(UNITS_COLUMNS)) + "\n")
        for unit in range(units):
            table.write(f"U{unit:07}," + ",".join(["%.6g" % (1000 * numbers.random()) for _ in range(UNITS_COLUMNS)]) + "\n")
    text = "egovbench: 1\nid: units\ntitle: Made up\ndata: [units.csv]\nindicators:\n"
    for group in range(UNITS_GROUPS):
        text += f"  - id: d{group}\n    indicators:\n"
        text += "".join(f"      - {{id: x{k}, normalise: minmax}}\n" for k in range(group, UNITS_COLUMNS, UNITS_GROUPS))
    (folder / "units.yaml").write_text(text, encoding="utf-8")


def write_flat(folder, units=198, columns=10):
    """A flat index."""
    numbers = random.Random(1)
    names = [f"x{i}" for i in range(columns)]
    with open(folder / "flat.csv", "w", encoding="utf-8") as table:
        table.write(",".join(["unit", "name", *names]) + "\n")
        for row in range(units):
            table.write(f"U{row},Unit {row}," + ",".join(f"{numbers.uniform(0, 100):.6g}" for _ in names) + "\n")
    (folder / "flat.yaml").write_text(
        "egovbench: 1\nid: flat\ntitle: Flat\ndata: [{file: flat.csv, unit: unit}]\nindicators:\n"
        + "".join(f"  - {{id: {name}, column: {name}, normalise: minmax}}\n" for name in names), encoding="utf-8")


def write_audited(folder):
    """45 indicators in nine dimensions, over 200 units, with gaps: the size of an audit in print."""
    numbers = random.Random(1)
    names = [f"x{i}" for i in range(45)]
    with open(folder / "audited.csv", "w", encoding="utf-8") as table:
        table.write(",".join(["unit", *names]) + "\n")
        for row in range(200):
            common = numbers.gauss(0, 1)
            values = ("" if numbers.random() < 0.02 else f"{50 + 10 * (common + numbers.gauss(0, 1)):.6g}" for _ in names)
            table.write(f"U{row}," + ",".join(values) + "\n")
    groups = "".join(f"  - {{id: d{i}, indicators: [{', '.join('{id: ' + name + '}' for name in names[5 * i:5 * i + 5])}]}}\n" for i in range(9))
    path = folder / "audited.yaml"
    path.write_text("egovbench: 1\nid: audited\ndata: [{file: audited.csv, unit: unit}]\ndefaults: {normalise: minmax}\nindicators:\n" + groups,
                    encoding="utf-8")
    return path


# ---- peers: whether they are at hand ---------------------------------------------------------------------------------

def on_path(name):
    """Every program of the name: the first may be one without the library that is asked for."""
    return [found for folder in os.environ.get("PATH", "").split(os.pathsep)
            if folder and (found := Path(folder) / name).is_file() and os.access(found, os.X_OK)]


def works(*command):
    return subprocess.run([str(word) for word in command], check=False, capture_output=True).returncode == 0


def numpy_python():
    """A Python that has numpy; None."""
    return next((python for python in on_path("python3") if works(python, "-c", "import numpy")), None)


def duckdb_node():
    """A node that finds DuckDB (NODE_PATH); None."""
    return next((node for node in on_path("node") if works(node, "-e", "require('@duckdb/node-api')")), None)


def coinr_r():
    """An Rscript whose R has COINr (R_LIBS); None."""
    return next((r for r in on_path("Rscript") if works(r, "-e", "loadNamespace('COINr')")), None)


def numpy_us(python, draws=8000):
    """Microseconds per draw of tests/bench/peer_numpy.py: one thread, and the code that numpy chooses for this processor."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    plain["OPENBLAS_NUM_THREADS"] = "1"
    return float(lines_of([python, SOURCE / "tests/bench/peer_numpy.py", draws], env=plain))
