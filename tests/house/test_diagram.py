"""The diagram of states in the documentation shows the table of moves as it is."""

import runpy

from tests.house import sources

diagram = runpy.run_path(str(sources.ROOT / "scripts" / "diagram.py"))


def test_the_diagram_is_in_step_with_the_moves() -> None:
    page = (sources.DOCS / "problems.md").read_text(encoding="utf-8")
    assert diagram["diagram"]() in page
    assert diagram["drawn"](page) == page


def test_a_diagram_out_of_step_is_noticed() -> None:
    """The control: a page with a move left out is drawn anew."""
    page = (sources.DOCS / "problems.md").read_text(encoding="utf-8")
    lame = page.replace("    pooled --> in_progress: claim, assign\n", "")
    assert lame != page
    assert diagram["drawn"](lame) == page
