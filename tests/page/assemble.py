"""What a page has of the files of reports/, done a second time: the script, and what blocks hold."""
import gzip
import re

from program import ROOT

REPORTS = ROOT / "reports"
SCRIPTS = ["engine.js", *(f"explorer{part}.js" for part in ("_model", "_files", "_parts", "", "_frame", "_sliders", "_ranking", "_units", "_people", "_take"))]


def lines(text):
    """Without indentation and without lines that are comment alone."""
    text = re.sub(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(line.lstrip() + "\n" for line in text.splitlines() if line.strip() and not line.lstrip().startswith("//"))


def script(instead={}):
    """Of all files, those in `instead` as they are there."""
    return "".join(instead.get(name) or lines((REPORTS / name).read_text(encoding="utf-8")) for name in SCRIPTS)


DIGITS = [character for character in map(chr, range(33, 127)) if character not in "<&\\"]


def from_base91(text):
    """basE91 (J. Henke) read the other way round: all bits as one number."""
    value = {digit: i for i, digit in enumerate(DIGITS)}
    bits = []
    for i in range(0, len(text) - 1, 2):
        number = value[text[i]] + 91 * value[text[i + 1]]
        taken = 13 if number & 8191 > 88 else 14
        bits.append(format(number, f"0{taken}b")[::-1])
    if len(text) % 2:
        bits.append(format(value[text[-1]], "08b")[::-1])
    whole = "".join(bits)
    return bytes(int(whole[i:i + 8][::-1], 2) for i in range(0, len(whole) - 7, 8))


def unpacked(text):
    return gzip.decompress(from_base91(text))
