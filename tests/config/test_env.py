"""The database's address: its options, and how often a statement is sent before its plan is kept."""

from pathlib import Path

import pytest

from zhitongche.config import env

BASE = "postgresql://u:p@db:5432/name"


@pytest.mark.parametrize(("query", "count"), [("", 3), ("?prepare_threshold=0", 0), ("?prepare_threshold=off", None)])
def test_database_keeps_plans_unless_told_otherwise(query: str, count: int | None) -> None:
    assert env.database(BASE + query, Path("/home"), {})["OPTIONS"]["prepare_threshold"] == count


def test_database_plans_for_reading_to_the_end_unless_told_otherwise() -> None:
    asked = "?options=-c%20statement_timeout%3D5s"
    told = [env.database(BASE + query, Path("/home"), {})["OPTIONS"]["options"] for query in ("", asked)]
    assert told == ["-c cursor_tuple_fraction=1", "-c statement_timeout=5s"]


def test_database_refuses_a_threshold_that_is_no_number() -> None:
    with pytest.raises(env.BadSetting, match="prepare_threshold"):
        env.database(BASE + "?prepare_threshold=often", Path("/home"), {})
