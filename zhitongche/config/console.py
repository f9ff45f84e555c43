"""`ztc`: Django's commands and the product's own, without manage.py."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; the settings are the product's unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhitongche.config.settings")
    if sys.argv[1:2] == ["serve"]:
        # The supervisor lives as long as the server does: it takes this process over, without Django in it.
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "zhitongche.config.supervisor", *sys.argv[2:]])  # noqa: S606  # No shell is wanted.
    execute_from_command_line(["ztc", *sys.argv[1:]])


if __name__ == "__main__":
    main()
