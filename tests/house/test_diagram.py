"""The diagram of states in the documentation shows the table of moves as it is."""

import runpy

import pytest

from tests.house import sources

diagram = runpy.run_path(str(sources.ROOT / "scripts" / "diagram.py"))


@pytest.mark.parametrize("room", diagram["ROOMS"])
def test_the_diagram_is_in_step_with_the_moves(room: str) -> None:
    page = (sources.DOCS / f"{diagram['PAGES'].get(room, room)}.md").read_text(encoding="utf-8")
    assert diagram["diagram"](room) in page
    assert diagram["drawn"](page, room) == page


def test_a_diagram_out_of_step_is_noticed() -> None:
    """The control: a page with a move left out is drawn anew."""
    page = (sources.DOCS / "problems.md").read_text(encoding="utf-8")
    lame = page.replace("    pooled --> in_progress: claim, assign\n", "")
    assert lame != page
    assert diagram["drawn"](lame) == page
