"""Whether a password is good enough: Django's validators, common passwords included."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accredit.accounts.exceptions import WeakPassword
from accredit.accounts.models import User
from accredit.core.errors import FieldError


def check_strength(password: str, *, user: User, path: str) -> None:
    """Raises WeakPassword that says, for the input field `path`, everything that is wrong with the password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        reasons = [FieldError(path, reason.code or "weak_password", reason.messages[0]) for reason in error.error_list]
        raise WeakPassword(errors=reasons) from None
