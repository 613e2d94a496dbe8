"""Runs the platform's own command line against another service.

A JSON list of command lines comes on stdin, a JSON list of what each printed goes to stdout: a
document, or text. The program knows one
base URL, which is set here before it starts, and reports every command to the platform, which is switched off.
"""

import contextlib
import io
import json
import os
import sys

os.environ["COMPSHARE_INSIGHTS_URL"] = ""

import compshare_cli.config

compshare_cli.config.DEFAULT_BASE_URL = os.environ["BASE_URL"]

from compshare_cli.cli import main  # noqa: E402 (it must see the settings above)


def printed(arguments):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main(arguments)
    return json.loads(out.getvalue()) if "--json" in arguments else out.getvalue()


json.dump([printed(arguments) for arguments in json.load(sys.stdin)], sys.stdout)
