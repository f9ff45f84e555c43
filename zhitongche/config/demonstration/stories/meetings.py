"""What the nine meetings heard, from the report to the verified end; what was raised to the city is still open.

Working days around a meeting: reported six before, accepted five; proved five after, confirmed six, verified seven.
"""

from .. import cast
from .heard import DAYS, Day, Heard
from .steps import Step, Story, accept, confirm, escalate, submit, verify

ORGANIZERS = {player.seat: player.username for player in reversed(cast.ORGANIZERS)}
SEATS = {player.username: player.seat for player in (*cast.SECRETARIES, *cast.PLANNERS)}


def key_of(day: Day, place: int) -> str:
    """The story of the item that stood at this place, from 1."""
    return f"meeting-{day.key}-{place}"


def _story(day: Day, place: int, heard: Heard) -> Story:
    village, ago = SEATS[heard.by], day.ago
    county = ORGANIZERS[village[:6]]
    steps: list[Step] = [accept(ago + 5, county)]
    if len(day.region) == 4:
        steps.append(escalate(ago + 5, "供电设施由市里统一管理，提请市级对接会研究。", county))
    if heard.answer:
        # What was carried over was answered by the meeting that heard it again.
        told = next((one.ago for one in DAYS for again in one.again if again.key == key_of(day, place)), ago)
        steps += [
            submit(told - 5, heard.evidence),
            confirm(told - 6, ("satisfied", "satisfied", "fairly")[place % 3]),
            verify(told - 7, "现场看过，情况属实。", day.organizer),
        ]
    return Story(
        key=key_of(day, place),
        village=village,
        by=heard.by,
        ago=ago + 6,
        category=heard.category,
        title=heard.title,
        description=heard.description,
        steps=tuple(steps),
    )


STORIES = tuple(_story(day, place, heard) for day in DAYS for place, heard in enumerate(day.heard, start=1))
