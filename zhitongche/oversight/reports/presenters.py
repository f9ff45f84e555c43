"""The sentences of reports for the operation log."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {"paper.take_out": _("took out a report")}
