"""The diagrams and tables of moves in the documentation, drawn from each room's `MOVES`.

`diagram.py` writes them anew; `--check` changes nothing and fails where a page and its table differ.
"""

import argparse
import os
import re
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
# The room, which is usually the name of its page, and the first word of its life.
ROOMS = {
    "problems": "report",
    "projects": "plan",
    "dispatches": "propose",
    "meetings": "plan",
    "alliances": "found",
    "indicators": "draw_up",
}
# Where a room is not under `zhitongche/express/`.
HALVES = {"alliances": "arena", "indicators": "arena"}
# Where a room has no page of its own.
PAGES = {"dispatches": "experts"}
BLOCK = re.compile(r"(<!-- moves -->\n).*?(<!-- end of moves -->)", re.DOTALL)


def diagram(room: str = "problems") -> str:
    """The moves as a mermaid block, one arrow for each pair of states with every verb that leads along it; then a table.

    The table has a row for each verb that is somebody's, also for those that leave the state as it is.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhitongche.config.settings")
    # Imported here and not above: the table's words need Django's settings to be named first.
    states = import_module(f"zhitongche.{HALVES.get(room, 'express')}.{room}.states")
    MOVES, State = states.MOVES, states.State  # noqa: N806  # the names they have there

    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for verb, move in MOVES.items():
        for start in move.starts:
            ways[start.value, (move.end or start).value].append(verb)
    order = [state.value for state in State]
    arrows = sorted(ways.items(), key=lambda way: (order.index(way[0][0]), order.index(way[0][1])))
    lines = ["stateDiagram-v2", f"    [*] --> {order[0]}: {ROOMS[room]}"]
    lines += [f"    {start} --> {end}: {', '.join(verbs)}" for (start, end), verbs in arrows if start != end]
    rows = ["| verb | who | from | to | needs |", "|---|---|---|---|---|"]
    for verb, move in MOVES.items():
        if not move.who:
            continue
        starts = (
            "any"
            if move.starts == getattr(states, "ANY", None)
            else ", ".join(sorted((one.value for one in move.starts), key=order.index))
        )
        end = move.end.value if move.end else "stays"
        rows.append(f"| `{verb}` | {', '.join(move.who)} | {starts} | {end} | {', '.join(move.needs)} |")
    return "\n".join(["```mermaid", *lines, "```", "", *rows, ""])


def drawn(page: str, room: str = "problems") -> str:
    """The page with its diagram as it should be."""
    return BLOCK.sub(lambda found: found[1] + diagram(room) + found[2], page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    for room in ROOMS:
        path = ROOT / "docs" / f"{PAGES.get(room, room)}.md"
        page = path.read_text(encoding="utf-8")
        wanted = drawn(page, room)
        if not is_check:
            path.write_text(wanted, encoding="utf-8")
        elif page != wanted:
            sys.exit(f"{path.relative_to(ROOT)} does not show the moves as they are: run scripts/diagram.py.")


if __name__ == "__main__":
    main()
