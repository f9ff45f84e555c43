"""An act as both ways in share it: who may, why not, what is offered, and the write itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..errors import BadInput, NotNow, NotYourDuty, Refused
from ..flow import Action
from ..people.models import Posting


@dataclass(frozen=True)
class Offer:
    """A verb of the reader's duty, and the refusal it would meet now, if any."""

    verb: str
    action: Action
    refusal: Refused | None

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None


def offers(actions: Mapping[str, Action], postings: Iterable[Posting], thing: Any) -> list[Offer]:
    """All verbs of the reader's duty in the order of `actions`; what the state forbids comes with its sentence."""
    postings = tuple(postings)
    found = [Offer(verb, action, _choose(action.why_not, postings, thing)[1]) for verb, action in actions.items()]
    return [offer for offer in found if not isinstance(offer.refusal, NotYourDuty)]


def actor(action: Action, postings: Iterable[Posting], thing: Any) -> Posting:
    """The first posting that may act on `thing` (None for an act that makes one).

    Raises the most telling refusal where none may: what the state forbids before whose duty it is.
    """
    return sender(action.why_not, postings, thing)


def sender(
    why_not: Callable[[Posting, Any], Refused | None], postings: Iterable[Posting], thing: Any = None
) -> Posting:
    """The first posting that `why_not` lets pass; raises the most telling refusal, as `actor` does."""
    posting, refusal = _choose(why_not, tuple(postings), thing)
    if posting is None:
        raise refusal or _no_posting()
    return posting


def perform(
    action: Action,
    thing: Any,
    *,
    postings: Iterable[Posting],
    now: datetime,
    read: Callable[[], Mapping[str, Any]],
) -> Any:
    """Act: first who may, then what was sent (`read` may raise BadInput), then the write; returns what it returns."""
    posting = actor(action, postings, thing)
    body = read()
    if thing is None:
        return action.run(by=posting, now=now, **body)
    return action.run(thing, by=posting, now=now, **body)


def cleaned(form: forms.BaseForm) -> dict[str, Any]:
    """What a page's form holds; raises BadInput with the first fault of each field, `__all__` for the whole."""
    if form.is_valid():
        return dict(form.cleaned_data)
    raise BadInput({name: str(errors[0]) for name, errors in form.errors.items()})


def _choose(
    why_not: Callable[[Posting, Any], Refused | None], postings: tuple[Posting, ...], thing: Any
) -> tuple[Posting | None, Refused | None]:
    refusals: list[Refused] = []
    for posting in postings:
        refusal = why_not(posting, thing)
        if refusal is None:
            return posting, None
        refusals.append(refusal)
    return None, max(refusals, key=_tells, default=_no_posting())


def _tells(refusal: Refused) -> int:
    """How much a refusal says: 'not now' is about this thing, 'not your duty' only about the reader."""
    if isinstance(refusal, NotNow):
        return 2
    return 0 if isinstance(refusal, NotYourDuty) else 1


def _no_posting() -> NotYourDuty:
    return NotYourDuty(_("You hold no posting today, so you may not act here."))
