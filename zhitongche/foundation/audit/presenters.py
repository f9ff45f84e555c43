"""The ground's events as sentences of the operation log; who did it stands before the sentence, what it is about after."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "account.change_password": _("changed their own password"),
    "account.create": _("created an account"),
    "account.disable": _("closed an account"),
    "account.enable": _("opened an account again"),
    "account.end_session": _("ended a session"),
    "account.new_token": _("issued an API token"),
    "account.refuse_sign_in": _("was refused at sign-in"),
    "account.reset_password": _("set a new password for an account"),
    "account.revoke_token": _("revoked an API token"),
    "account.sign_in": _("signed in"),
    "account.sign_out": _("signed out"),
    "calendar.import": _("imported working days"),
    "department.close": _("closed a department"),
    "department.set_functions": _("set what a department answers for"),
    "department.create": _("created a department"),
    "department.update": _("changed a department"),
    "file.keep": _("sent a file"),
    "file.purge": _("removed a file that nothing used"),
    "person.choose_channels": _("chose how to be reached"),
    "person.create": _("entered a person"),
    "person.test_channel": _("asked for a test message"),
    "person.update": _("changed a person's entry"),
    "posting.appoint": _("appointed a person to a post"),
    "posting.end": _("ended a posting"),
    "region.close": _("closed a place"),
    "region.import": _("imported the list of places"),
    "region.merge": _("merged a place into another"),
    "region.open": _("opened an area"),
    "region.rename": _("renamed a place"),
    "robot.keep": _("added the robot of a group"),
    "robot.remove": _("removed the robot of a group"),
    "savedview.delete": _("deleted a saved view"),
    "savedview.rename": _("renamed a saved view"),
    "savedview.save": _("saved a view"),
}
# The states of things that `flow` does not move.
STATES: dict[str, Any] = {
    "active": _("In use"),
    "disabled": _("Out of use"),
    "in_force": _("In force"),
    "ended": _("Ended"),
}
