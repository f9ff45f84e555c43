"""`ztc`: Django's commands and the product's own, without manage.py."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; the settings are the product's unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhitongche.config.settings")
    execute_from_command_line([os.path.basename(sys.argv[0]), *sys.argv[1:]])
