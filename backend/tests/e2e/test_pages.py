"""Every page, at both widths, light and dark: no accessibility violation, no sideways scrolling, no fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .visitor import Visitor

pytestmark = pytest.mark.e2e
PUBLIC = [
    "/",
    "/?search=nothing-that-exists",
    "/courses/{course}",
    "/verify",
    "/c/no-such-code",
    "/auth/sign-in",
    "/auth/sign-up",
    "/auth/forgot",
    "/no-such-page",
]
SIGNED_IN = [
    "/learning",
    "/certificates",
    "/cpd",
    "/checkout?course={course}",
    "/account/profile",
    "/account/security",
    "/account/notifications",
    "/account/privacy",
    "/account/appearance",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_fit_for_everybody(path: str, visitor: Callable[[], Visitor], demo: dict[str, Any]) -> None:
    anybody = visitor()
    anybody.open(path.format(**demo))
    anybody.audit_everywhere(path)


def test_every_page_of_a_learner_is_fit_for_everybody(visitor: Callable[[], Visitor], demo: dict[str, Any]) -> None:
    learner = visitor()
    learner.open("/auth/sign-in")
    learner.page.get_by_label("Email").fill(next(a["email"] for a in demo["accounts"] if a["role"] == "learner"))
    learner.page.get_by_label("Password", exact=True).fill(demo["password"])
    learner.button("Sign in")
    learner.page.wait_for_url(re.compile(r"^(?!.*/auth/)"))
    for path in SIGNED_IN:
        learner.open(path.format(**demo))
        learner.audit_everywhere(path)
