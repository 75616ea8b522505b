"""Every page, at both widths, light and dark: no accessibility violation, no sideways scrolling, no fault."""

from __future__ import annotations

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


def test_every_public_page_is_fit_for_everybody(visitor: Callable[[], Visitor], demo: dict[str, Any]) -> None:
    anybody = visitor()
    for path in PUBLIC:
        anybody.open(path.format(**demo))
        anybody.audit_everywhere(path)


def test_every_page_of_a_learner_is_fit_for_everybody(visitor: Callable[[], Visitor], demo: dict[str, Any]) -> None:
    learner = visitor()
    learner.sign_in(next(one["email"] for one in demo["accounts"] if one["role"] == "learner"), demo["password"])
    for path in SIGNED_IN:
        learner.open(path.format(**demo))
        learner.audit_everywhere(path)
