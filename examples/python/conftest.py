"""Throw-away workspaces of a running Polydex for pytest: copy this file beside your tests. Nothing but the standard library."""

import json
import os
import pathlib
import urllib.request

import pytest


class Sandbox:
    """One throw-away workspace. `credentials` is what docs/sandbox-json.md describes."""

    def __init__(self, credentials):
        self.credentials = credentials
        self._base = credentials["baseUrl"]
        self._key = credentials["native"]["apiKey"]

    def native(self, method, path, body=None):
        """Any call of the native API: native("GET", "/contacts")."""
        return _call(method, f"{self._base}/api/v1{path}", self._key, body)

    def advance(self, by):
        """Moves the clock on: advance("PT16M")."""
        return self.native("POST", "/sandbox/clock/advance", {"by": by})

    def fault(self, fault, **target):
        """fault("rate-limit; retry-after=5", dialect="servicem8", times=1)"""
        return self.native("POST", "/sandbox/fault-rules", {"fault": fault, **target})

    def clear_faults(self):
        self.native("DELETE", "/sandbox/fault-rules")

    def reset(self):
        self.native("POST", "/sandbox/reset")

    def snapshot(self, name):
        self.native("PUT", f"/sandbox/snapshots/{name}")

    def restore(self, name):
        self.native("POST", f"/sandbox/snapshots/{name}/restore")

    def remove(self):
        self.native("DELETE", f"/sandbox/workspaces/{self.credentials['workspace']['id']}")


def _call(method, url, key, body=None):
    headers = {"Authorization": f"Bearer {key}"}
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as reply:
        text = reply.read()
        return json.loads(text) if text else None


def _make():
    folder = os.environ.get("POLYDEX_DATA_DIR", ".polydex")
    path = pathlib.Path(os.environ.get("POLYDEX_SANDBOX_FILE", f"{folder}/sandbox.json"))
    known = json.loads(path.read_text()) if path.exists() else None
    url = os.environ.get("POLYDEX_URL") or known["baseUrl"]
    key = os.environ.get("POLYDEX_KEY") or known["native"]["apiKey"]
    return Sandbox(_call("POST", f"{url}/api/v1/sandbox/workspaces", key, {}))


@pytest.fixture
def fresh_sandbox():
    """A workspace of the test."""
    sandbox = _make()
    yield sandbox
    sandbox.remove()


@pytest.fixture(scope="module")
def sandbox():
    """A workspace of the file."""
    made = _make()
    yield made
    made.remove()
