"""Short and long counts of one test, and the page that keeps what the long ones measured."""

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

IS_SOAK = os.environ.get("ZTC_SOAK") == "1"
PAGE = Path(__file__).parents[2] / "docs" / "soak.md"
FIGURE = "ztc-figure"
_TITLE = "# Long runs\n\nWritten by `make soak`: every drill at its full count, newest run last.\n"

settings.register_profile(
    "ci",
    max_examples=25,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "soak",
    max_examples=1000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("soak" if IS_SOAK else "ci")


@pytest.fixture
def rounds(figure: Callable[[str, object], None]) -> Callable[..., int]:
    """`rounds(short=3, long=20)`: how often to repeat; the long count is written down."""

    def count(*, short: int, long: int) -> int:
        chosen = long if IS_SOAK else short
        figure("rounds", chosen)
        return chosen

    return count


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """`figure("winners", 20)`: a number worth keeping; `make soak` writes it to docs/soak.md."""

    def keep(name: str, value: object) -> None:
        request.node.user_properties.append((FIGURE, f"{name} {value}"))

    return keep


class Page:
    """Collects the figures of all workers and appends them as one table."""

    def __init__(self, database: str, seed: str) -> None:
        self.database = database
        self.seed = seed
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        figures = [str(value) for name, value in report.user_properties if name == FIGURE]
        if figures:
            self.lines.append(
                f"| `{report.nodeid}` | {report.outcome} | {', '.join(figures)} | {report.duration:.1f} |"
            )

    def pytest_sessionfinish(self) -> None:
        if not self.lines:
            return
        text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else _TITLE
        moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        head = f"\n## {moment}, {self.database}, Python {platform.python_version()}, seed {self.seed}\n\n"
        table = "| Test | Result | Figures | Seconds |\n| --- | --- | --- | --- |\n" + "\n".join(sorted(self.lines))
        PAGE.write_text(f"{text}{head}{table}\n", encoding="utf-8")
