"""The product's files, for the rules that look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "zhitongche"
DOCS = ROOT / "docs"


@cache
def python_files() -> tuple[Path, ...]:
    """Every module of the product but its migrations."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(*names: str) -> list[Path]:
    """Modules called so, and every module of a package called so: `views.py`, `views/list.py`."""
    return [path for path in python_files() if path.stem in names or path.parent.name in names]


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.html") if "templates" in path.parts)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(node: ast.stmt) -> int:
    """Signature, docstring and body."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
