from zhitongche.arena.settlement.answers import compute
from zhitongche.arena.settlement.bundle import Method
from zhitongche.config.bench import settle


def test_every_bout_of_the_benchmark_can_be_settled_by_each_method() -> None:
    for method in Method:
        found = compute(settle.bundle(5, 20, method))
        assert found["champions_allowed"] == 4
        assert len(found["results"]) == 20
    assert settle.bundle(5, 20, Method.MEAN) == settle.bundle(5, 20, Method.MEAN)


def test_the_benchmark_answers_a_line_a_method() -> None:
    assert sum(settle.sizes(settle.BOUTS, settle.ENTRIES)) == settle.ENTRIES
    lines = list(settle.bench(1, 1, bouts=4, entries=81))
    assert [line["method"] for line in lines] == [method.value for method in Method]
    assert all(line["entries"] == 81 and line["seconds"] > 0 for line in lines)
