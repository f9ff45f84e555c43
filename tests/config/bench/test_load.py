from zhitongche.config.bench.load import percentile, timed


def test_percentile_is_the_value_below_which_so_many_lie() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert percentile(values, 95) == 96.0
    assert percentile([7.0], 95) == 7.0


def test_timed_counts_every_turn() -> None:
    turns: list[int] = []
    figures = timed(lambda: turns.append(1), 0.02)
    assert figures.count == len(turns) - 3
    assert figures.p50 <= figures.p95
