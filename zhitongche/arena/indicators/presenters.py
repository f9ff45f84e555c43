"""The sentences of a library's life: for its own page (STEPS), and for the operation log (SENTENCES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Any] = {
    "draw_up": pgettext_lazy("indicators", "began to draw it up."),
    "set_item": pgettext_lazy("indicators", "set an item."),
    "drop_item": pgettext_lazy("indicators", "took an item out."),
    "issue": pgettext_lazy("indicators", "put it in force."),
    "retire": pgettext_lazy("indicators", "retired it."),
}
SENTENCES: dict[str, Any] = {
    "indicatorlibrary.draw_up": _("began to draw up an indicator library"),
    "indicatorlibrary.set_item": _("set an item of an indicator library"),
    "indicatorlibrary.drop_item": _("took an item out of an indicator library"),
    "indicatorlibrary.issue": _("put an indicator library in force"),
    "indicatorlibrary.retire": _("retired an indicator library"),
}
