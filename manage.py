#!/usr/bin/env python
"""Django's command line, with the settings of this site."""

import os
import sys


def main() -> None:
    # The limit is for requests, whatever their environment file says: a command takes the time it needs.
    os.environ["DB_STATEMENT_TIMEOUT"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  the settings module must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
