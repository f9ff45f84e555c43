"""The process that holds the solver: a question as one line of JSON comes in, lines of progress and the answer go out.

Whatever else comes in, or the end of the input, means *stop here*: a child never outlives who asked it.
"""

import json
import sys
import threading
from typing import Any

from . import searching
from .wire import to_plan, to_setting


def main() -> None:
    """Answer one question."""
    asked: dict[str, Any] = json.loads(sys.stdin.readline())
    search = searching.Search(_say, asked["workers"])
    threading.Thread(target=_listen, args=(search,), daemon=True).start()
    setting, seconds = to_setting(asked["setting"]), asked["seconds"]
    if asked["act"] == "solve":
        answer: Any = searching.solve(search, setting, seconds)
    elif asked["act"] == "replan":
        answer = searching.replan(search, setting, to_plan(asked["plan"]), seconds)
    else:
        answer = {"conflict": searching.conflict(search, setting, seconds)}
    _say({"answer": answer})


def _say(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _listen(search: searching.Search) -> None:
    sys.stdin.readline()
    search.stop()


if __name__ == "__main__":
    main()
