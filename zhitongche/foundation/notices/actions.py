"""The acts on channels and robots: pages and API draw from these and run the same operations."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..flow import Action
from . import forms, operations, rules, schemas

CHANNELS = Action(
    _("Save how to reach me"),
    forms.ChannelsForm,
    rules.why_not_reach,
    operations.choose_channels,
    schemas.ChannelsBody,
    is_primary=True,
)
TEST = Action(_("Send me a test message"), forms.TestForm, rules.why_not_reach, operations.test_channel)
KEEP_ROBOT = Action(_("Add a robot"), forms.RobotForm, rules.why_not_keep_robot, operations.keep_robot, is_primary=True)
REMOVE_ROBOT = Action(
    pgettext_lazy("robot", "Remove"), forms.NothingForm, rules.why_not_remove_robot, operations.remove_robot
)
