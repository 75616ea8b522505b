"""One sandbox for most tests, wiped before each; tests that stop or kill one start their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stripe

from sandbox.tests.harness import Receiver, Sandbox, free_ports, http
from sandbox.tests.zoom_harness import ZoomApp, ZoomReceiver


@pytest.fixture(autouse=True)
def _private_files() -> None:
    """The sandbox has no Django settings: the suite-wide fixtures of these three names are not for it."""


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """See `_private_files`."""


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    """See `_private_files`."""


@pytest.fixture(scope="session")
def _receiver() -> Iterator[Receiver]:
    receiver = Receiver(free_ports(1)[0])
    receiver.up()
    yield receiver
    receiver.down()


@pytest.fixture(scope="session")
def _zoom_receiver() -> Iterator[ZoomReceiver]:
    receiver = ZoomReceiver(free_ports(1)[0])
    receiver.up()
    yield receiver
    receiver.down()


@pytest.fixture(scope="session")
def _running(
    _receiver: Receiver, _zoom_receiver: ZoomReceiver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    port, smtp_port = free_ports(2)
    running = Sandbox(
        tmp_path_factory.mktemp("sandbox"), port, smtp_port, _receiver.url, zoom_webhook_url=_zoom_receiver.url
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def sandbox(_running: Sandbox, _receiver: Receiver) -> Sandbox:
    """The shared sandbox, empty and well-behaved."""
    http.post(f"{_running.url}/_control/api/reset")
    _receiver.heard.clear()
    _receiver.status = 200
    return _running


@pytest.fixture
def receiver(sandbox: Sandbox, _receiver: Receiver) -> Iterator[Receiver]:
    """The shared sandbox's webhook endpoint, up and accepting."""
    yield _receiver
    if not _receiver.is_up:
        _receiver.up()


@pytest.fixture
def zoom_receiver(sandbox: Sandbox, _zoom_receiver: ZoomReceiver) -> Iterator[ZoomReceiver]:
    """The shared sandbox's endpoint for Zoom's webhooks, up, truthful and accepting."""
    _zoom_receiver.forget()
    yield _zoom_receiver
    if not _zoom_receiver.is_up:
        _zoom_receiver.up()


@pytest.fixture
def zoom(sandbox: Sandbox) -> ZoomApp:
    """An app that a Zoom user has added."""
    app = ZoomApp(sandbox.url)
    app.connect("host@zoom.example")
    return app


@pytest.fixture
def stripe_client(sandbox: Sandbox) -> stripe.StripeClient:
    """The official SDK on the shared sandbox."""
    return sandbox.client()


@pytest.fixture
def make_sandbox(tmp_path: Path) -> Iterator[Callable[..., Sandbox]]:
    """Sandboxes of the test's own, not yet started; ended afterwards."""
    made: list[Sandbox] = []

    def make(webhook_url: str = "", *options: str) -> Sandbox:
        port, smtp_port = free_ports(2)
        made.append(Sandbox(tmp_path / "data", port, smtp_port, webhook_url, options))
        return made[-1]

    yield make
    for one in made:
        if one.process is not None:
            one.process.kill()
            one.process.wait(10)
