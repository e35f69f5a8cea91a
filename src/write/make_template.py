"""A template as an array of C, so that a page can be written where no file is at hand. Usage: make_template.py FILE NAME OUT.c"""
import sys

source, name, out = sys.argv[1:]
data = open(source, "rb").read()
if b"\0" in data:
    sys.exit(f"{source}: a template is text, without zero bytes")
data.decode("utf-8")
lines = [",".join(str(byte if byte < 128 else byte - 256) for byte in data[i:i + 32]) for i in range(0, len(data), 32)]
with open(out, "w", encoding="ascii") as file:
    file.write(f'#include "write/html.h"\n\nconst char egb_template_{name}[] = {{\n' + ",\n".join([*lines, "0"]) + "};\n")
