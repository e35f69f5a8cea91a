"""Files of reports/ as arrays of C, so that a page can be written where no file is at hand: a table of names and bytes, in
the order of the arguments. Usage: make_template.py OUT.c HEADER ARRAY FILE..."""
import sys
from pathlib import Path

out, header, array, *files = sys.argv[1:]
rows = []
with open(out, "w", encoding="ascii") as file:
    file.write(f'#include "{header}"\n\n')
    for number, path in enumerate(map(Path, files)):
        data = path.read_bytes()
        lines = [",".join(str(byte if byte < 128 else byte - 256) for byte in data[i:i + 32]) for i in range(0, len(data), 32)]
        file.write(f"static const char file_{number}[] = {{\n" + ",\n".join([*lines, "0"]) + "};\n")
        rows.append(f'{{"{path.name}", file_{number}, {len(data)}}}')
    file.write(f"\nconst egb_template {array}[] = {{\n" + ",\n".join([*rows, "{NULL, NULL, 0}"]) + "};\n")
