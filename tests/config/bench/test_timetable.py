from zhitongche.config.bench import timetable


def test_a_day_is_the_same_every_time_and_its_figures_say_what_was_proven() -> None:
    assert timetable.instance(3) == timetable.instance(3)
    day, total = timetable.bench(1, 1, seeds=range(3, 4), seconds=1.5)
    assert day["span_bound"] <= day["span"] <= day["span_in_list_order"]
    assert day["waiting_bound"] <= day["waiting"]
    assert (total["days"], total["proven"]) == (1, int(day["span"] == day["span_bound"]))
