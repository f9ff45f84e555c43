"""`ztc serve`, where Django was already loaded to find it: `ztc` itself goes to the supervisor without."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from zhitongche.config import supervisor


class Command(BaseCommand):
    help = "The web server and the worker, in one command; ready when /healthz answers 200."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        supervisor.add_arguments(parser)

    def handle(self, *, host: str, port: int, no_prepare: bool, **options: Any) -> None:
        sys.exit(supervisor.serve(host, port, prepare=not no_prepare))
