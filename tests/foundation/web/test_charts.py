"""Where the parts of a chart lie, and what may never be drawn."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.web import charts

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)


def words(amount: Decimal | int) -> str:
    return f"{amount} yuan"


def test_stacked_gives_one_label_one_tone_in_all_rows() -> None:
    rows = {"planned": [("fiscal", 30), ("village", 10)], "committed": [("village", 5), ("bank", 15)]}
    chart = charts.stacked("money", rows, words, mark=80, mark_words="investment")
    assert [(one.label, one.tone) for one in chart.key] == [("fiscal", 1), ("village", 2), ("bank", 3)]
    assert [(bar.label, bar.words) for bar in chart.bars] == [("planned", "40 yuan"), ("committed", "20 yuan")]
    assert [(part.tone, part.x, part.width) for part in chart.bars[1].parts] == [
        (2, "0.00%", "6.25%"),
        (3, "6.25%", "18.75%"),
    ]
    assert (chart.mark, chart.mark_words) == ("100.00%", "investment")


def test_stacked_draws_nothing_of_nothing() -> None:
    chart = charts.stacked("money", {"planned": [("fiscal", 0)]}, words)
    assert (chart.bars[0].parts, chart.key, chart.mark) == ((), (), "")
    assert charts.stacked("money", {}, words).bars == ()


def test_a_narrow_part_bears_no_number() -> None:
    chart = charts.stacked("money", {"planned": [("fiscal", 95), ("village", 5)]}, words)
    assert [part.has_room for part in chart.bars[0].parts] == [True, False]


@given(st.lists(st.lists(AMOUNTS, max_size=9), max_size=5), AMOUNTS)
def test_parts_meet_without_a_seam_and_stay_within_the_drawing(rows: list[list[Decimal]], mark: Decimal) -> None:
    told = {f"row {row}": [(f"part {n}", amount) for n, amount in enumerate(parts)] for row, parts in enumerate(rows)}
    for bar in charts.stacked("any", told, words, mark=mark).bars:
        end = Decimal(0)
        for part in bar.parts:
            assert Decimal(part.x.rstrip("%")) == end
            assert 1 <= part.tone <= charts.TONES
            end += Decimal(part.width.rstrip("%"))
        assert 0 <= end <= 100


def test_bars_are_of_one_tone() -> None:
    chart = charts.bars("counties", [("a", 4), ("b", 1), ("c", 0)], words)
    assert [[part.width for part in bar.parts] for bar in chart.bars] == [["100.00%"], ["25.00%"], []]
    assert chart.key == ()


def test_series_has_a_gap_where_nothing_is_known() -> None:
    chart = charts.series("years", ["q1", "q2", "q3", "q4"], {"actual": [10, None, 20, 40]}, words)
    (line,) = chart.lines
    assert [point.words for point in line.points] == ["10 yuan", "20 yuan", "40 yuan"]
    assert [(stroke.x1, stroke.x2) for stroke in line.strokes] == [("65.33%", "96.00%")]
    assert (chart.low, chart.high) == ("0 yuan", "40 yuan")
    assert line.points[-1].y == "4.00%"


def test_series_of_one_period_or_of_nothing() -> None:
    assert charts.series("one", ["q1"], {"actual": [0]}, words).lines[0].points == (
        charts.Point("50.00%", "96.00%", "0 yuan"),
    )
    assert charts.series("none", ["q1", "q2"], {"actual": [None, None]}, words).lines[0].points == ()
