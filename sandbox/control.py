"""The addresses under /sandbox/ that tests and fault runs steer the server with."""

import json
from dataclasses import asdict

from sandbox.anthropic import Call
from sandbox.faults import Fault, FaultError, FaultQueue
from sandbox.journal import Journal
from sandbox.replies import Reply, json_reply


def serve(call: Call, faults: FaultQueue, journal: Journal) -> Reply:
    """Return the reply to a call of /sandbox/faults, /sandbox/requests or /sandbox/health."""
    match call.method, call.path:
        case "GET", "/sandbox/health":
            return json_reply(200, {"ok": True})
        case "POST", "/sandbox/faults":
            return _add(call, faults)
        case "GET", "/sandbox/faults":
            return json_reply(200, [asdict(fault) for fault in faults.waiting()])
        case "DELETE", "/sandbox/faults":
            faults.clear()
        case "GET", "/sandbox/requests":
            return json_reply(200, journal.read())
        case "DELETE", "/sandbox/requests":
            journal.clear()
        case _:
            return json_reply(404, {"problem": "Known: /sandbox/faults, /sandbox/requests, /sandbox/health."})
    return json_reply(200, {})


def _add(call: Call, faults: FaultQueue) -> Reply:
    try:
        fault = Fault.read(json.loads(call.body))
    except FaultError as problem:
        return json_reply(400, {"problem": str(problem)})
    except ValueError:
        return json_reply(400, {"problem": "The body is not JSON."})
    faults.add(fault)
    return json_reply(201, asdict(fault))
