"""E-mail by the office's mail server, through Django's mail backend."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from ..wording import subject
from .outcome import Fate, Letter, Outcome


def is_configured() -> bool:
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL)


def drops_repeats() -> bool:
    return False


def send(letter: Letter, token: str) -> Outcome:
    """Two steps, because only a failure of the first is surely no delivery."""
    connection = get_connection()
    try:
        connection.open()
        _greet(connection)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Fate.AGAIN, type(error).__name__)
    try:
        connection.send_messages([_message(letter, connection)])
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(next(iter(error.recipients.values()))[0])
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Fate.NOBODY_KNOWS, type(error).__name__)
    finally:
        connection.close()
    return Outcome(Fate.SENT, "250")


def _greet(connection: Any) -> None:
    """Say hello now and not with the message, so that a server that hangs up at once has surely taken nothing."""
    server = getattr(connection, "connection", None)
    if isinstance(server, smtplib.SMTP):
        server.ehlo_or_helo_if_needed()


def _message(letter: Letter, connection: Any) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<ztc-{letter.number}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject(), letter.text, to=[letter.address], connection=connection, headers=headers)


def _answered(code: int) -> Outcome:
    """The server's own word: four hundreds are for now, five hundreds for good."""
    return Outcome(Fate.REFUSED if code >= 500 else Fate.AGAIN, str(code))
