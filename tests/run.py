#!/usr/bin/env python3
"""Runs `meson test` in a build folder and counts the cases that the test programs themselves reported.

usage: run.py BUILD [arguments of meson test]

A test program reports its cases as TAP (cmocka does, asked by CMOCKA_MESSAGE_OUTPUT), as Python's unittest does, or not
at all: then the program is one case. A program that fails without a failed case (a crash, a time limit, a sanitizer's
finding at its end) counts as one failed case more. The last line is "N passed, N failed".
"""
import json
import os
import re
import subprocess
import sys

TAP = re.compile(r"^(not )?ok\b(?!.*# *SKIP)", re.MULTILINE)
TAP_SKIP = re.compile(r"^ok\b.*# *SKIP", re.MULTILINE)
UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\n\n(?:OK|FAILED)(?: \((.*)\))?$", re.MULTILINE)


def unittest_cases(text):
    passed = failed = skipped = 0
    for ran, details in UNITTEST.findall(text):
        counts = {name: int(number) for name, number in re.findall(r"([a-z ]+)=(\d+)", details.replace(", ", ","))}
        bad = counts.get("failures", 0) + counts.get("errors", 0) + counts.get("unexpected successes", 0)
        skipped += counts.get("skipped", 0)
        failed += bad
        passed += max(0, int(ran) - bad - counts.get("skipped", 0))
    return passed, failed, skipped


def cases(test):
    """(passed, failed, skipped) of one entry of meson's testlog.json."""
    if test["result"] == "SKIP":
        return 0, 0, 1
    out, err = test.get("stdout", ""), test.get("stderr", "")
    marks = TAP.findall(out)
    failed = sum(1 for mark in marks if mark)
    passed, skipped = len(marks) - failed, len(TAP_SKIP.findall(out))
    if not marks and not skipped:
        passed, failed, skipped = unittest_cases(err)
    fine = test["result"] in ("OK", "EXPECTEDFAIL")
    if not fine and not failed:
        failed = 1
    elif fine and not (passed or skipped):
        passed = 1
    return passed, failed, skipped


def german(build):
    """The environment with a locale that writes a decimal comma, compiled here because few systems have one ready."""
    folder = os.path.join(os.path.abspath(build), "locales")
    locale = os.path.join(folder, "de_DE.UTF-8")
    if not os.path.isdir(locale):
        os.makedirs(folder, exist_ok=True)
        try:
            subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", locale], check=False, capture_output=True)
        except FileNotFoundError:
            pass
    return {**os.environ, "LOCPATH": folder} if os.path.isdir(locale) else None


def main():
    build, arguments = (sys.argv + [""])[1], sys.argv[2:]
    if not os.path.isfile(os.path.join(build, "build.ninja")):  # nothing is written into a folder named by mistake
        print(__doc__, end="")
        return 0 if build in ("-h", "--help") else 2
    log = os.path.join(build, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    command = ["meson", "test", "-C", build, "--print-errorlogs", *arguments]
    status = subprocess.run(command, check=False, env=german(build)).returncode
    passed = failed = skipped = 0
    failures = []
    if os.path.exists(log):
        with open(log, encoding="utf-8") as lines:
            for line in lines:
                test = json.loads(line)
                counted = cases(test)
                passed, failed, skipped = (a + b for a, b in zip((passed, failed, skipped), counted))
                if counted[1]:
                    failures.append(f"{test['name']} ({test['result'].lower()}, {counted[1]} failed)")
    if status and not failed:
        failed = 1
        failures.append(f"meson test ended with {status}")
    for failure in failures:
        print(f"failed: {failure}")
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
