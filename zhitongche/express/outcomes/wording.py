"""Figures as people say them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.foundation.templatetags.page import wan

from .kinds import MEASURES, Figures

Value = Decimal | int | None
# The API's words for what each figure is counted in.
UNITS = {"amount": "yuan", "people": "people", "area": "mu"}


def value(name: str, said: Value) -> str:
    """“12 万元”, “52 人”, “4,000 亩”; “no data” where nobody has said it."""
    if said is None:
        return _("no data")
    if name == "amount":
        return wan(said)
    if name == "people":
        return ngettext("%(count)s person", "%(count)s people", int(said)) % {"count": f"{int(said):,}"}
    return pgettext("area", "%(area)s mu") % {"area": _plain(Decimal(said))}


def main(kind: str, said: Value) -> str:
    """The figure that a kind is about."""
    return value(MEASURES[kind].main, said)


def figures(kind: str, said: Figures) -> str:
    """All that a kind says: “12 万元, 52 人”; only people are ever said beside."""
    named = said.named()
    measure = MEASURES[kind]
    beside = [value(name, named[name]) if named[name] is not None else _("people: no data") for name in measure.more]
    return _(", ").join([value(measure.main, named[measure.main]), *beside])


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
