"""Steer a running sandbox from tests and fault runs, over its control endpoint."""

import http.client
import json
from typing import Any, Self
from urllib.parse import urlsplit


class Remote:
    """A sandbox at an address: make it fail, and read what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url

    def fault(self, name: str, **options: Any) -> Self:
        """Make the next request fail in a way that sandbox.faults.Fault describes (`times=0`: all)."""
        self._call("POST", "/sandbox/faults", {"fault": name, **options})
        return self

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests since the last clearing, oldest first."""
        return list(self._call("GET", "/sandbox/requests"))

    def clear(self) -> None:
        """Forget all faults and all requests."""
        self._call("DELETE", "/sandbox/faults")
        self._call("DELETE", "/sandbox/requests")

    def _call(self, method: str, path: str, content: Any = None) -> Any:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        try:
            connection.request(method, path, body=None if content is None else json.dumps(content))
            response = connection.getresponse()
            answer = json.loads(response.read())
        finally:
            connection.close()
        if response.status >= http.client.BAD_REQUEST:
            raise ValueError(answer["problem"])
        return answer
