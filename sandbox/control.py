"""The addresses under /sandbox/ that tests and fault runs steer the server with."""

import json
from dataclasses import asdict

from sandbox.anthropic import Call
from sandbox.faults import Fault, FaultError, FaultQueue
from sandbox.journal import Journal
from sandbox.replies import Reply, json_reply


def serve(call: Call, faults: FaultQueue, journal: Journal) -> Reply:
    """Return the reply to a call of /sandbox/faults, /sandbox/requests or /sandbox/health."""
    if call.path == "/sandbox/faults":
        return _serve_faults(call, faults)
    if call.path == "/sandbox/requests":
        if call.method == "DELETE":
            journal.clear()
        return json_reply(200, journal.read())
    if call.path == "/sandbox/health":
        return json_reply(200, {"ok": True})
    return json_reply(404, {"problem": "Known: /sandbox/faults, /sandbox/requests, /sandbox/health."})


def _serve_faults(call: Call, faults: FaultQueue) -> Reply:
    if call.method == "POST":
        return _add(call, faults)
    if call.method == "DELETE":
        faults.clear()
    return json_reply(200, [asdict(fault) for fault in faults.waiting()])


def _add(call: Call, faults: FaultQueue) -> Reply:
    try:
        fault = Fault.read(json.loads(call.body))
    except FaultError as problem:
        return json_reply(400, {"problem": str(problem)})
    except ValueError:
        return json_reply(400, {"problem": "The body is not JSON."})
    faults.add(fault)
    return json_reply(201, asdict(fault))
