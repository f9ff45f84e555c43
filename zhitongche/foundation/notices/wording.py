"""All that is ever said outside the product: fixed sentences, a count, a link. Nothing else may leave (R6)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as in_words
from django.utils.translation import gettext_noop

# By their names in `Message.sentence`; written in the office's language, whoever reads them.
TASKS, NEWS, PLACE, TEST = "tasks", "news", "place", "test"
OUTSIDE: dict[str, str] = {
    TASKS: gettext_noop("%(count)d waiting for you in Zhitongche: %(link)s"),
    NEWS: gettext_noop("%(count)d new notices for you in Zhitongche: %(link)s"),
    PLACE: gettext_noop("%(count)d problems in hand in Zhitongche: %(link)s"),
    TEST: gettext_noop("This is a test message of Zhitongche: %(link)s"),
}
SUBJECT = gettext_noop("Zhitongche")


def link(number: int) -> str:
    """The to-do page. The message's own number says nothing, and tells two messages apart where vendors compare them."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('todo')}?m={number}"


def outside(sentence: str, count: int, number: int) -> str:
    """The whole text of message `number`. Raises KeyError for a sentence that is not in `OUTSIDE`."""
    return _said(OUTSIDE[sentence]) % {"count": count, "link": link(number)}


def subject() -> str:
    """What an e-mail's subject line says; always the same."""
    return _said(SUBJECT)


def _said(sentence: str) -> Any:
    with translation.override(settings.LANGUAGE_CODE):
        return in_words(sentence)
