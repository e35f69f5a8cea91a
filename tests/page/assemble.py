"""What a page has of the files of reports/, done a second time: the script, and what blocks hold."""
import base64
import gzip
import re
import string

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


LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
PYTHONS, OURS = LETTERS + "!#$%&()*+-;<=>?@^_`{|}~", LETTERS + "!#$%()*+,-./:;=?@[]^_{}"  # RFC 1924; src/base/base85.h


def unpacked(text):
    return gzip.decompress(base64.b85decode(text.translate(str.maketrans(OURS, PYTHONS))))
