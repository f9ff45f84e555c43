"""The robots of a place's group chats, kept by its organizer."""

from datetime import datetime

from ... import flow
from ...audit import operations as audit
from ...audit.chain import digest
from ...errors import BadInput
from ...people.models import Posting
from .. import faults, rules
from ..models import Robot


@flow.operation
def keep_robot(*, by: Posting, now: datetime, kind: str, name: str, key: str, secret: str = "") -> Robot:
    """Let a group's robot tell the daily count of the organizer's place.

    `key` may be the whole address the vendor shows: only its key is kept. Raises BadInput.
    """
    if refusal := rules.why_not_keep_robot(by):
        raise refusal
    robot = Robot(kind=kind, name=name.strip(), key=faults.key_of(kind, key), secret=secret.strip(), created_at=now)
    robot.region_id = by.scope
    if found := faults.of_robot(robot):
        raise BadInput(found)
    robot.save(force_insert=True)
    facts = {"name": digest(robot.salt, robot.name), "key": digest(robot.salt, robot.key)}
    audit.record("robot.keep", robot, by=by, now=now, kind=kind, region=robot.region_id, **facts)
    return robot


@flow.operation
def remove_robot(robot: Robot, *, by: Posting, now: datetime) -> Robot:
    """It says nothing any more, and its key is forgotten."""
    if refusal := rules.why_not_remove_robot(by, robot):
        raise refusal
    if not Robot.objects.filter(pk=robot.pk, removed_at=None).update(removed_at=now, key="", secret=""):
        raise rules.removed_already()
    robot.removed_at = now
    audit.record("robot.remove", robot, by=by, now=now)
    return robot
