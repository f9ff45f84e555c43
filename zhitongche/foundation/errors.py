"""Refusals that every way in understands: a page shows the sentence, the API sends the status."""

from collections.abc import Mapping

from django.utils.functional import Promise

Sentence = str | Promise


class Refused(Exception):
    """An operation will not be done. `reason` is a whole sentence in the reader's language."""

    status = 400

    def __init__(self, reason: Sentence, *, state: str | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.state = state


class NotYourDuty(Refused):
    """403: the actor's role does not carry this duty."""

    status = 403


class NotNow(Refused):
    """409: the state no longer allows it; `state` is what it is now."""

    status = 409


class NothingWaits(NotNow):
    """409: there is nothing the act could be about; a page leaves its button away instead of greying it."""


class BadInput(Refused):
    """422: what was sent cannot be used; `faults` names each field and what is wrong with it."""

    status = 422

    def __init__(self, faults: Mapping[str, Sentence]) -> None:
        super().__init__("; ".join(str(sentence) for sentence in faults.values()))
        self.faults = dict(faults)
