"""Mutation score of the settlement, on demand: `make mutants`, or `python -m tests.faults.mutants --count 100 --seed 1`.

Each mutant is one small change of one module (a sign, a limit, a comparison, a branch), and the settlement's tests must
notice it. Nothing is written to disk: a child process loads the changed module in place of the true one and runs the
tests until the first that fails. Survivors are named, for somebody to look at: some change nothing that can be seen.
"""

import argparse
import ast
import importlib.abc
import importlib.machinery
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, ModuleType

ROOT = Path(__file__).parents[2]
PACKAGE = "zhitongche.arena.settlement"
FOLDER = ROOT / "zhitongche" / "arena" / "settlement"
TESTS = ROOT / "tests" / "arena" / "settlement"
# Quick ones first: most mutants are found by them.
FIRST = ("examples", "decimals", "reading", "publishing", "seasons", "signals", "stability", "quota")
LEFT_OUT = {"test_browser.py", "test_severity.py"}
SECONDS = 180
FLOOR = 85.0

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


class Mutator(ast.NodeTransformer):
    """Counts the places where a module can be changed, and changes the one that is wanted."""

    def __init__(self, wanted: int = -1) -> None:
        self.wanted = wanted
        self.count = 0
        self.line = 0
        self.change = ""

    def takes(self, node: ast.AST, change: str) -> bool:
        self.count += 1
        if self.count - 1 != self.wanted:
            return False
        self.line, self.change = getattr(node, "lineno", 0), change
        return True

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Only what a function does: its decorators and types change nothing that runs here."""
        node.body = [self.visit(one) for one in node.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value:
            node.value = self.visit(node.value)
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """`strict=True` of a zip is a guard against ourselves: no input reaches it."""
        return node if node.arg == "strict" else self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(one) for one in node.body]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        for place, operator in enumerate(node.ops):
            if type(operator) in COMPARISONS and self.takes(node, f"{type(operator).__name__} turned"):
                node.ops[place] = COMPARISONS[type(operator)]()
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if type(node.op) in SUMS and self.takes(node, f"{type(node.op).__name__} turned"):
            node.op = SUMS[type(node.op)]()
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if type(node.op) in SUMS and self.takes(node, f"{type(node.op).__name__} turned"):
            node.op = SUMS[type(node.op)]()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if self.takes(node, "and, or turned"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not | ast.USub) and self.takes(node, "sign or not taken away"):
            return node.operand
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        if self.takes(node, "branches turned"):
            node.body, node.orelse = node.orelse, node.body
        return node

    def visit_Continue(self, node: ast.Continue) -> ast.AST:
        return ast.copy_location(ast.Break(), node) if self.takes(node, "continue made break") else node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool) and self.takes(node, f"{node.value} turned"):
            return ast.copy_location(ast.Constant(not node.value), node)
        if type(node.value) is int and self.takes(node, f"{node.value} made one more"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node


@dataclass(frozen=True)
class Mutant:
    """One change: the module, and the number of the place in it."""

    module: str
    place: int

    def code(self) -> tuple[CodeType, str]:
        """The changed module, and what is changed in words."""
        path = FOLDER / f"{self.module}.py"
        mutator = Mutator(self.place)
        tree = ast.fix_missing_locations(mutator.visit(ast.parse(path.read_text(encoding="utf-8"))))
        return compile(tree, str(path), "exec"), f"{self.module}.py:{mutator.line} {mutator.change}"


def mutants() -> list[Mutant]:
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        counter = Mutator()
        counter.visit(ast.parse(path.read_text(encoding="utf-8")))
        found += [Mutant(path.stem, place) for place in range(counter.count)]
    return found


class Replacing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module where the true one is asked for."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def tried(mutant: Mutant) -> None:
    """In a child of its own: the tests with the mutant in place; ends with pytest's own status."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    code, _ = mutant.code()
    sys.meta_path.insert(0, Replacing(f"{PACKAGE}.{mutant.module}", code))
    os.environ["ZTC_MUTANT"] = "1"
    import pytest

    first = [TESTS / f"test_{name}.py" for name in FIRST]
    rest = [path for path in sorted(TESTS.glob("test_*.py")) if path not in first and path.name not in LEFT_OUT]
    os._exit(int(pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", "--on", "sqlite", *map(str, first + rest)])))


def noticed(mutant: Mutant) -> bool:
    """Whether a test failed, or the change made it run for ever."""
    child = multiprocessing.get_context("spawn").Process(target=tried, args=(mutant,))
    child.start()
    child.join(SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    return child.exitcode != 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Mutation score of the settlement.")
    parser.add_argument("--count", type=int, default=0, help="that many drawn by lot; all where it is 0")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    all_of_them = mutants()
    chosen = Random(given.seed).sample(all_of_them, given.count) if given.count else all_of_them
    survivors = []
    with ThreadPoolExecutor(given.workers) as pool:
        for mutant, was_noticed in zip(chosen, pool.map(noticed, chosen), strict=True):
            if not was_noticed:
                survivors.append(mutant)
                print(f"survived: {mutant.code()[1]}", flush=True)
    score = 100 * (1 - len(survivors) / len(chosen))
    print(f"{len(chosen)} of {len(all_of_them)} mutants, seed {given.seed}: {score:.1f} % noticed (floor {FLOOR} %)")
    sys.exit(score < FLOOR)


if __name__ == "__main__":
    main()
