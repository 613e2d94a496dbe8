"""Makes calls with the official SDK: a JSON list of calls on stdin, a JSON list of outcomes on stdout.

A call is {"action": NAME, "args": {…}} for the generic way, or {"method": NAME, "args": {…}} for a typed method.
"""

import json
import logging
import os
import sys

from ucloud.client import Client
from ucloud.core import exc

logging.disable(logging.CRITICAL)


def outcome(service, call):
    try:
        if "method" in call:
            return {"answer": getattr(service, call["method"])(call["args"])}
        return {"answer": service.invoke(call["action"], call["args"])}
    except exc.RetCodeException as error:
        return {"code": error.code, "message": error.message, "request_id": error.request_uuid}


config = {
    "base_url": os.environ["BASE_URL"],
    "region": "cn-wlcb",
    "public_key": os.environ["COMPSHARE_PUBLIC_KEY"],
    "private_key": os.environ["COMPSHARE_PRIVATE_KEY"],
}
service = Client(config).ucompshare()
json.dump([outcome(service, call) for call in json.load(sys.stdin)], sys.stdout)
