"""What the fixtures of conftest.py give, used as a suite would."""

import json
import urllib.error
import urllib.request

import pytest


def jobs(sandbox):
    vendor = sandbox.credentials["servicem8"]
    request = urllib.request.Request(
        f"{vendor['clientBaseUrl']}/job.json", headers={"X-Api-Key": vendor["apiKey"]}
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.loads(reply.read())


def test_the_workspace_is_empty_and_works(sandbox):
    assert jobs(sandbox) == []


def test_a_fault_strikes_once(sandbox):
    sandbox.fault("rate-limit; retry-after=5", dialect="servicem8", times=1)
    with pytest.raises(urllib.error.HTTPError) as refused:
        jobs(sandbox)
    assert refused.value.code == 429
    assert refused.value.headers["Retry-After"] == "5"
    assert jobs(sandbox) == []


def test_state_is_kept_and_put_back(fresh_sandbox):
    fresh_sandbox.native("POST", "/contacts", {"givenName": "Ann"})
    fresh_sandbox.snapshot("ann")
    fresh_sandbox.reset()
    assert fresh_sandbox.native("GET", "/contacts")["data"] == []
    fresh_sandbox.restore("ann")
    assert [c["givenName"] for c in fresh_sandbox.native("GET", "/contacts")["data"]] == ["Ann"]


def test_the_clock_moves(fresh_sandbox, sandbox):
    assert fresh_sandbox.advance("PT16M")["aheadSeconds"] == 960
    other = sandbox.credentials["workspace"]["id"]
    assert fresh_sandbox.credentials["workspace"]["id"] != other
