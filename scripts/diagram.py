"""The diagram and the table of a problem's moves in docs/problems.md, drawn from `MOVES`.

`diagram.py` writes it anew; `--check` changes nothing and fails where page and table differ.
"""

import argparse
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "problems.md"
BLOCK = re.compile(r"(<!-- moves -->\n).*?(<!-- end of moves -->)", re.DOTALL)


def diagram() -> str:
    """The moves as a mermaid block, one arrow for each pair of states with every verb that leads along it; then a table.

    The table has a row for each verb, also for those that leave the state as it is.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhitongche.config.settings")
    # Imported here and not above: the table's words need Django's settings to be named first.
    from zhitongche.express.problems.states import ANY, MOVES, State  # noqa: PLC0415

    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for verb, move in MOVES.items():
        for start in move.starts:
            ways[start.value, (move.end or start).value].append(verb)
    order = [state.value for state in State]
    arrows = sorted(ways.items(), key=lambda way: (order.index(way[0][0]), order.index(way[0][1])))
    lines = ["stateDiagram-v2", f"    [*] --> {order[0]}: report"]
    lines += [f"    {start} --> {end}: {', '.join(verbs)}" for (start, end), verbs in arrows if start != end]
    rows = ["| verb | who | from | to | needs |", "|---|---|---|---|---|"]
    for verb, move in MOVES.items():
        starts = "any" if move.starts == ANY else ", ".join(sorted((one.value for one in move.starts), key=order.index))
        end = move.end.value if move.end else "stays"
        rows.append(f"| `{verb}` | {', '.join(move.who)} | {starts} | {end} | {', '.join(move.needs)} |")
    return "\n".join(["```mermaid", *lines, "```", "", *rows, ""])


def drawn(page: str) -> str:
    """The page with its diagram as it should be."""
    return BLOCK.sub(lambda found: found[1] + diagram() + found[2], page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    page = PAGE.read_text(encoding="utf-8")
    wanted = drawn(page)
    if not parser.parse_args().check:
        PAGE.write_text(wanted, encoding="utf-8")
    elif page != wanted:
        sys.exit("docs/problems.md does not show the moves as they are: run scripts/diagram.py.")


if __name__ == "__main__":
    main()
