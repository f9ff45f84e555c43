"""`ztc bench screens`: a hundred screens on one meeting; how soon an answer stands on all of them, and what asking costs."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from random import Random
from statistics import median
from typing import Any
from uuid import uuid4

from django.core.management.base import CommandError
from django.utils import timezone

from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from . import load, readers

SCREENS = 100
# As room.js asks: so many seconds after it was answered.
EVERY = 1.0
ITEMS = 20
# An answer that has not come within so many seconds has not come.
PATIENCE = 10.0
TEXT = "更换变压器并架设临时线路，十日内恢复灌溉用电，期间派专人值守。"


@dataclass
class Screen:
    """One screen of the hall: it asks for the number, and reads the page when the number is another one."""

    port: int
    address: str
    begins_after: float
    tag: str = ""
    # When the page with each version had been read, by the clock that does not jump.
    read_at: dict[int, float] = field(default_factory=dict)
    asked_ms: list[float] = field(default_factory=list)
    wrong: int = 0

    def run(self, is_over: threading.Event) -> None:
        line = HTTPConnection(load.HOST, self.port, timeout=30)
        is_over.wait(self.begins_after)
        while not is_over.is_set():
            begun = time.perf_counter()
            status, tag = self._get(line, "version/", {"If-None-Match": self.tag} if self.tag else {})
            if status == 304:
                self.asked_ms.append((time.perf_counter() - begun) * 1000)
            elif status == 200 and self._get(line, "", {})[0] == 200:
                self.tag = tag
                self.read_at[int(tag.strip('"'))] = time.monotonic()
            else:
                self.wrong += 1
            is_over.wait(EVERY)
        line.close()

    def _get(self, line: HTTPConnection, ending: str, headers: dict[str, str]) -> tuple[int, str]:
        line.request("GET", f"{self.address}{ending}", headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers.get("ETag", "")


def bench(seconds: float, _clients: int, screens: int = SCREENS) -> Iterator[dict[str, Any]]:
    """As many answers as seconds, three at the least, each set down when all screens have shown the one before."""
    now = timezone.now()
    county = readers.large_county()
    account = readers.organizer_of(county, now)
    organizer = readers.serving(Role.ORGANIZER, region=county)
    meeting, department = _opened(county, organizer)
    problem = queries.items_of(meeting)[0].problem.number
    with load.product() as port, readers.token_of(account, now) as token:
        address = f"/meetings/screens/{meeting.screen_key}/"
        draw = Random(1)  # noqa: S311  # when each screen begins
        hall = [Screen(port, address, draw.uniform(0, EVERY)) for _ in range(screens)]
        is_over = threading.Event()
        threads = [threading.Thread(target=screen.run, args=(is_over,)) for screen in hall]
        for thread in threads:
            thread.start()
        delays: list[float] = []
        try:
            _wait(hall, meeting.event_count, time.monotonic())
            for number in range(max(3, int(seconds))):
                body = {"problem": problem, "department": department, "kind": "explained", "text": f"{number}. {TEXT}"}
                sent, version = _answer(port, token, meeting.number, body)
                delays += _wait(hall, version, sent)
                # So that answers do not keep step with the screens.
                time.sleep(draw.uniform(0, EVERY))
        finally:
            is_over.set()
            for thread in threads:
                thread.join()
    operations.close(Meeting.objects.get(pk=meeting.pk), by=organizer, now=timezone.now())
    yield _told(hall, delays)


def _told(hall: list[Screen], delays: list[float]) -> dict[str, Any]:
    asked = [took for screen in hall for took in screen.asked_ms]
    return {
        "bench": "screens",
        "screens": len(hall),
        "answers": len(delays) // len(hall),
        "seen_p50_s": round(median(delays), 2),
        "seen_p95_s": round(load.percentile(delays, 95), 2),
        "seen_last_s": round(max(delays), 2),
        "asked": len(asked),
        "asked_p50_ms": round(median(asked), 2),
        "asked_p95_ms": round(load.percentile(asked, 95), 2),
        "wrong": sum(screen.wrong for screen in hall),
    }


def _wait(hall: list[Screen], version: int, sent: float) -> list[float]:
    """How many seconds after `sent` each screen had read that version or a later one. Raises RuntimeError in the end."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = [min((at for seen, at in list(one.read_at.items()) if seen >= version), default=None) for one in hall]
        if None not in found:
            return [at - sent for at in found if at is not None]
        time.sleep(0.02)
    raise RuntimeError(f"{found.count(None)} of {len(hall)} screens have not shown version {version}")


def _answer(port: int, token: str, number: str, body: dict[str, Any]) -> tuple[float, int]:
    """Set an answer down over the API: when it was sent, and the version that shows it."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid4()),
    }
    line = HTTPConnection(load.HOST, port, timeout=30)
    sent = time.monotonic()
    line.request("POST", f"/api/v1/meetings/{number}/answer", json.dumps(body).encode(), headers)
    answer = line.getresponse()
    text = answer.read()
    line.close()
    if answer.status != 200:
        raise RuntimeError(f"the answer was answered with {answer.status}: {text.decode()}")
    return sent, int(json.loads(text)["version"])


def _opened(county: str, organizer: Posting) -> tuple[Meeting, str]:
    """A meeting of the county in its room, with twenty open problems, all for one department."""
    now = timezone.now()
    made = operations.plan(
        by=organizer, now=now, title="测速对接会", starts_at=now + timedelta(hours=1), place="三楼会议室"
    )
    department = queries.departments_for(made).first()
    numbers = list(queries.hearable(made).values_list("number", flat=True)[:ITEMS])
    if department is None or not numbers:
        raise CommandError("There is nothing to hear in this county. Run: ztc scale --problems 10000")
    operations.add_item(made, by=organizer, now=now, problems=numbers, departments=[department.code])
    operations.invite(made, by=organizer, now=now)
    return operations.open_(made, by=organizer, now=now), department.code
