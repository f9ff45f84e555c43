"""The child process that sets documents (`setting.py`): one question in JSON on standard input, the file on standard output.

The heavy libraries are imported here and nowhere else; nothing imports this module but the child itself.
"""

import base64
import json
import resource
import sys
from collections.abc import Mapping
from typing import Any

from .blocks import from_json
from .filling import faults_in, filled
from .print import NoChineseFont, to_pdf
from .setting import NO_FONT, SECONDS
from .word import to_docx

MEMORY = 4 * 1024**3


def answer(asked: Mapping[str, Any]) -> bytes:
    """What is asked: a document as `.pdf` or `.docx`, a template filled in, or what is wrong with one."""
    if asked["act"] == ".pdf":
        return to_pdf(from_json(asked["document"]))
    if asked["act"] == ".docx":
        return to_docx(from_json(asked["document"]))
    template = base64.b64decode(asked["template"])
    if asked["act"] == "check":
        return json.dumps(faults_in(template, asked["fields"])).encode()
    return filled(template, asked["fields"])


def main() -> int:
    """Read what is asked and answer it, within the limits; what is wrong is the last line of standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sys.stdout.buffer.write(answer(json.load(sys.stdin)))
    except NoChineseFont as missing:
        sys.stderr.write(f"{missing}\n")
        return NO_FONT
    except Exception as error:  # noqa: BLE001  # the parent is told by its last line whatever it was
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
