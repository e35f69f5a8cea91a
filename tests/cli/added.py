"""The program with one file and one line more, as CONTRIBUTING.md says to add a method, a format or a command.

Only what the line changes is compiled, outside the tree: the registry and the file itself.
"""
import json
import os
import shlex
import subprocess
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("EGOVBENCH_BUILD", SOURCE / ".build")).resolve()


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def compile_command(source):
    """How the build compiles a source, without output and input."""
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        if entry["file"].endswith(source) and ("libegovbench" in entry["command"] or "egovbench.p" in entry["command"]):
            words = shlex.split(entry["command"])
            return words[: words.index("-MD")]
    raise LookupError(source)


def link_command():
    """How the build links the program."""
    command = run("ninja", "-C", str(BUILD), "-t", "commands", "egovbench").splitlines()[-1]
    return shlex.split(command)


def program_with(folder, registry, example, last, line):
    """The path of a program whose list (beside the registry) has the line behind the one that is last."""
    target = folder / "src" / Path(registry).parent / "list.h"
    target.parent.mkdir(parents=True)
    text = (SOURCE / "src" / registry).with_name("list.h").read_text(encoding="utf-8")
    assert last in text
    target.write_text(text.replace(last, last + line), encoding="utf-8")
    objects = []
    for source in (SOURCE / "src" / registry, SOURCE / example):
        objects.append(str(folder / (source.stem + ".o")))
        first, *rest = compile_command("src/" + registry)
        compiler = [first] if first != "ccache" else [first, rest.pop(0)]
        run(*compiler, f"-I{folder / 'src'}", *rest, "-o", objects[-1], "-c", str(source), cwd=BUILD)
    replaced = "src_" + registry.replace("/", "_") + ".o"
    words = [word for word in link_command() if not word.endswith(replaced)]
    output = words.index("-o") + 1
    words[output] = str(folder / "egovbench")
    # Before the library, so that its own registry is not needed.
    run(*words[: output + 1], *objects, *words[output + 1 :], cwd=BUILD)
    return words[output]
