"""A shell in a pseudo-terminal with the completion script loaded, and a program in it that notes what it was called with.

What is typed is sent at once: a shell works through a Tab before it looks at the Enter behind it, so nothing sleeps. The
noting program answers on the terminal when it was run, and that answer is what is waited for."""
import os
import pty
import select
import signal
import time

from program import PROGRAM, clean_environment

LIMIT = 8
ANSWER = b"<noted>"
# The answer is made of two pieces, so that the echo of no line holds it.
NOTING = f"""#!/bin/sh
if [ "$1" = __complete ]; then exec '{PROGRAM}' "$@"; fi
for word in "$@"; do printf '%s\\0' "$word"; done >>"$NOTES"
printf '\\1' >>"$NOTES"
printf '<%s>' noted
"""
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "PS1='$ '; source ./egovbench.bash"),
    "zsh": (["zsh", "-f", "-i"], "PS1='$ '; unsetopt zle_bracketed_paste; zstyle ':completion:*' insert-tab false; "
            "autoload -Uz compinit; compinit -D -u; source ./egovbench.zsh"),
    "fish": (["fish", "--no-config", "-i"], "source ./egovbench.fish"),
}


class Shell:
    """One shell in a folder. script: the completion script."""

    def __init__(self, name, folder, script):
        tools = folder / "tools"
        tools.mkdir()
        (tools / "egovbench").write_text(NOTING, encoding="utf-8")
        (tools / "egovbench").chmod(0o755)
        (folder / f"egovbench.{name}").write_text(script, encoding="utf-8")
        self.notes = folder / "notes"
        command, begin = START[name]
        surroundings = clean_environment(PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8",
                                         NOTES=str(self.notes), XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder))
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, surroundings)
        self.seen = b""
        self.answers = 0
        self.run(begin + "; egovbench ready")

    def read(self):
        """More output; fails when none comes."""
        if not select.select([self.terminal], [], [], LIMIT)[0]:
            raise AssertionError(f"the shell is silent; so far: {self.seen[-2000:]!r}")
        try:
            piece = os.read(self.terminal, 65536)
        except OSError:
            piece = b""
        if not piece:
            raise AssertionError(f"the shell ended; so far: {self.seen[-2000:]!r}")
        self.seen += piece

    def run(self, line):
        """Types a line (Tab is \\t), then Enter; returns the words the program was called with."""
        os.write(self.terminal, line.encode() + b"\r")
        self.answers += 1
        until = time.monotonic() + LIMIT
        while self.seen.count(ANSWER) < self.answers:
            self.read()
            if time.monotonic() > until:
                raise AssertionError(f"no answer to {line!r}; so far: {self.seen[-2000:]!r}")
        words = self.notes.read_bytes().split(b"\1")[-2].split(b"\0")[:-1]
        return [word.decode() for word in words]

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.close(self.terminal)
        os.waitpid(self.process, 0)
