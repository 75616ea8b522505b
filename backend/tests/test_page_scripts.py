"""The document: its first words, and the scripts that are fetched beside its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from accredit.catalogue.api import pages as catalogue
from accredit.events.api import pages as events
from accredit.learning.api import pages as learning

MANIFEST = {
    "index.html": {"file": "assets/index-1.js", "imports": ["_runtime.js"]},
    "_runtime.js": {"file": "assets/runtime-1.js"},
    "_common.js": {"file": "assets/common-1.js", "imports": ["index.html", "_runtime.js"]},
    f"src/{catalogue.SCREEN}": {"file": "assets/catalogue-1.js", "imports": ["_common.js", "index.html"]},
}


@pytest.fixture
def dist(settings: Any, tmp_path: Path) -> Path:
    """A front end that was built here, without a manifest yet."""
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "index.html").write_text("<head><!--head--></head><body><!--opening--></body>")
    return tmp_path


def fetched(html: str) -> list[str]:
    return re.findall(r'<link rel="modulepreload" crossorigin fetchpriority="low" href="([^"]+)">', html)


@pytest.mark.happy
def test_the_scripts_of_the_page_are_fetched_with_the_document_s_own_and_none_twice(dist: Path) -> None:
    (dist / ".vite").mkdir()
    (dist / ".vite" / "manifest.json").write_text(json.dumps(MANIFEST))
    html = Client().get("/").content.decode()
    assert fetched(html) == ["/assets/catalogue-1.js", "/assets/common-1.js"]
    assert catalogue.HEADLINE in html


def test_a_page_whose_script_was_not_built_is_shown_all_the_same(dist: Path) -> None:
    assert catalogue.HEADLINE in Client().get("/").content.decode()
    (dist / ".vite").mkdir()
    (dist / ".vite" / "manifest.json").write_text("{}")
    html = Client().get("/").content.decode()
    assert catalogue.HEADLINE in html
    assert fetched(html) == []


def test_a_page_without_words_of_its_own_asks_for_nothing_beforehand(dist: Path) -> None:
    (dist / ".vite").mkdir()
    (dist / ".vite" / "manifest.json").write_text(json.dumps(MANIFEST))
    response = Client().get("/learning")
    assert response.status_code == 200
    assert fetched(response.content.decode()) == []


@pytest.mark.parametrize("screen", [catalogue.SCREEN, events.SCREEN, learning.SCREEN])
def test_the_screens_that_are_named_are_those_of_the_front_end(screen: str) -> None:
    assert (configured.REPOSITORY / "frontend" / "src" / screen).is_file()
