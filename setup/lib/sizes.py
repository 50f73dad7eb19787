# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The limits on size that keep the code readable: files and functions.

What a program writes (translations) or what is copied as it is (golden files) is not
in the list.
"""

import ast
from pathlib import Path

MAX_FILE = 300
MAX_FUNCTION = 25


def problems(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        text = path.read_text()
        length = len(text.splitlines())
        if length > MAX_FILE:
            found.append(f"{path}: {length} lignes (maximum {MAX_FILE})")
        if path.suffix == ".py" and "tests" not in path.parts:
            found += [f"{path}:{problem}" for problem in _long_functions(text)]
    return found


def _long_functions(text: str):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(node)
            if length > MAX_FUNCTION:
                size = f"{length} lignes (maximum {MAX_FUNCTION})"
                yield f"{node.lineno}: {node.name}, {size}"


def _length(function) -> int:
    """Return the lines of a function's body, its docstring left out."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
