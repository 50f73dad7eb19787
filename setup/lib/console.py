# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the person sees: steps with their time, and failures they can act upon."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

# The user's language may be any, the tools' must be the one that `_HINTS` reads.
TOOL_ENV = {"LC_ALL": "C.UTF-8"}

_HINTS = {
    "Le disque est plein : libérez de la place, puis relancez la commande.": (
        "No space left on device",
        "Disk quota exceeded",
        "not have enough free space",
    ),
    "Le réseau ne répond pas : vérifiez la connexion (ou le proxy), puis relancez.": (
        "Temporary failure",
        "Could not resolve",
        "Network is unreachable",
        "Failed to establish a new connection",
        "NewConnectionError",
        "Could not connect",
        "Connection timed out",
        "Connection failed",
    ),
}


class Failure(Exception):
    """Something that the person can repair: told in French, without a traceback."""


def hint(output: str) -> str:
    """Say in French what an output of a tool comes down to, if we know it."""
    for advice, signs in _HINTS.items():
        if any(sign in output for sign in signs):
            return advice
    return ""


def run(command, *, what: str, env=None, stdin=None, cwd=None) -> str:
    """Run a command and return what it printed; fail with its last lines.

    :param what: what it was for, in French, with its article ("l'installation de …")
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            env={**os.environ, **(env or {}), **TOOL_ENV},
            cwd=cwd,
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as error:
        raise Failure(
            f"Échec pendant {what} : « {command[0]} » est introuvable."
        ) from error
    if done.returncode:
        output = f"{done.stdout}\n{done.stderr}".strip()
        advice = hint(output)
        last = output.splitlines()[-2 if advice else -12 :]
        tail = "\n".join(f"    {line}" for line in last)
        raise Failure(f"Échec pendant {what}.\n{tail}\n{advice}".rstrip())
    return done.stdout


class Steps:
    """Numbered steps, each with its time: « [2/7] Odoo 19 … 42 s »."""

    def __init__(self, total: int = 0, stream=None, quiet=False):
        self.total = total
        self.stream = stream or sys.stdout
        self.quiet = quiet
        self.number = 0
        self.times: list[tuple[str, float]] = []
        self._line_open = False

    def _write(self, text: str):
        if not self.quiet:
            print(text, end="", file=self.stream, flush=True)

    @contextmanager
    def __call__(self, title: str):
        self.number += 1
        self._write(f"[{self.number}/{self.total}] {title} …")
        self._line_open = True
        start = time.monotonic()
        try:
            yield
        except BaseException:
            self._close_line()
            raise
        elapsed = time.monotonic() - start
        self.times.append((title, elapsed))
        self._write(
            f" {duration(elapsed)}\n"
            if self._line_open
            else f"      {duration(elapsed)}\n"
        )
        self._line_open = False

    def note(self, text: str):
        """Tell something within a step."""
        self._close_line()
        self._write(f"      {text}\n")

    def open_output(self):
        """Let what a step runs print below its title."""
        self._close_line()

    def _close_line(self):
        if self._line_open:
            self._write("\n")
        self._line_open = False


def duration(seconds: float) -> str:
    if seconds < 9.95:
        return f"{seconds:.1f} s".replace(".", ",")
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


def table(rows, *, indent="  ", right=True) -> str:
    """Lay out rows of cells in aligned columns; amounts and the like to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if right and place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(indent + "   ".join(cells).rstrip())
    return "\n".join(lines)
