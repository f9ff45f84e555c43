"""Documents are set in a short child process: heavy libraries never enter the web, and what goes wrong ends with it."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from .blocks import Document, to_json

# A hundred pages take two seconds; a template that has not ended by then never will.
SECONDS = 60
NO_FONT = 3
CHILD = f"{__package__}.child"
ENDINGS = (".docx", ".pdf")


class CannotSet(Exception):
    """The document could not be made; says why. `package` names what is missing on this machine, if that is it."""

    def __init__(self, reason: str, package: str = "") -> None:
        super().__init__(reason)
        self.package = package


def set_document(document: Document, ending: str) -> bytes:
    """The document as `.docx` or `.pdf`. Raises CannotSet."""
    return _ask({"act": ending, "document": to_json(document)})


def fill(template: bytes, fields: Mapping[str, Any]) -> bytes:
    """An office's own template, filled in. Raises CannotSet."""
    return _ask({"act": "fill", "template": base64.b64encode(template).decode(), "fields": dict(fields)})


def faults_of(template: bytes, fields: Sequence[str]) -> list[str]:
    """What is wrong with a template, by its place; nothing where it can be filled. Raises CannotSet."""
    asked = {"act": "check", "template": base64.b64encode(template).decode(), "fields": list(fields)}
    found: list[str] = json.loads(_ask(asked))
    return found


def _ask(asked: Mapping[str, Any]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and module; what people wrote goes in as data
            [sys.executable, "-m", CHILD],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotSet("文件生成超时") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
    raise CannotSet(said, said if done.returncode == NO_FONT else "")
