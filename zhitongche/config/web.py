"""The web server's process: the product is loaded once and then forked, so that the workers share its memory."""

import gc
import sys
from importlib import import_module

from django.conf import settings
from django.utils import translation
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from zhitongche.config import env, lifeline
from zhitongche.config.wsgi import application

# Threads of one worker that run Python: a request that waits for the database leaves the processor to another.
THREADS = 2
STOP_AFTER = 5
# A thread keeps its connection to the database: let it live through a quiet spell (seconds, granian's longest).
IDLE_AFTER = 600
GARBAGE_AFTER = 50_000


def load() -> None:
    """Bring into memory what every request needs; no connection to the database may be open when this returns."""
    import_module(settings.ROOT_URLCONF)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Yes")
    # What lives now lives for ever: leaving it out of every later collection also leaves its pages shared.
    gc.collect()
    gc.freeze()
    # A page makes tens of thousands of short-lived objects and almost no cycles: look for those less often.
    gc.set_threshold(GARBAGE_AFTER, 20, 20)


def main(host: str, port: int, parent: int) -> None:
    """Serve until told to stop, or until the supervisor `parent` is gone."""
    lifeline.hold(parent)
    load()
    Granian(
        "zhitongche.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=env.number("ZTC_WORKERS", 2),
        blocking_threads=env.number("ZTC_THREADS", THREADS),
        blocking_threads_idle_timeout=IDLE_AFTER,
        backlog=1024,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_AFTER,
    ).serve(target_loader=lambda _target: application)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
