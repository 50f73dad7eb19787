# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Work in a process apart, beside what the command goes on with."""

import multiprocessing
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from console import Failure

_fork = multiprocessing.get_context("fork")


class Task:
    """A function at work; what it prints is kept for the moment it is asked for."""

    def __init__(self, title: str, output: Path, function, *arguments):
        self.title = title
        self.output = output
        self._mine, theirs = _fork.Pipe(duplex=False)
        job = (output, theirs, function, arguments)
        sys.stdout.flush()
        self._process = _fork.Process(target=_work, args=job)
        self._process.start()
        theirs.close()

    def is_over(self) -> bool:
        return not self._process.is_alive()

    def result(self):
        """Wait for its end, print what it printed and return what it returned.

        :return: the result and the seconds that it took
        :raises Failure: if it has died on the way
        """
        try:
            found = self._mine.recv()
        except EOFError:
            found = None
        self._process.join()
        print(self.output.read_text(errors="replace"), end="", flush=True)
        if found is None:
            raise Failure(f"« {self.title} » s'est arrêté en chemin.")
        return found

    def stop(self):
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()


def _work(output: Path, pipe, function, arguments):
    """Do the work, its output and that of the tools that it runs in a file."""
    with output.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        start = time.monotonic()
        result = function(*arguments)
        sys.stdout.flush()
        pipe.send((result, time.monotonic() - start))


@contextmanager
def tasks():
    """Yield a list; the tasks put in it do not outlive the block."""
    started: list[Task] = []
    try:
        yield started
    finally:
        for task in started:
            task.stop()
