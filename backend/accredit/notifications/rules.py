"""Which kinds of message there are, and when one is sent. Higher apps register their own kinds when they start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message.

    `name` is `app.what_happened`. `title` and `body` are sentences for the bell with `{placeholders}` of the context.
    `transactional` mail (a receipt, a certificate) is always sent: the person asked for it by what they did.
    `by_mail` and `in_bell` say whether it ever goes this way: where it does not, there is nothing to choose. `mail` and
    `bell` are what holds until the person chooses.
    """

    name: str
    label: str
    title: str
    body: str = ""
    transactional: bool = False
    mail: bool = True
    bell: bool = True
    by_mail: bool = True
    in_bell: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """How a person wants to hear of one kind."""

    mail: bool
    bell: bool


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Make a kind known; called from the owning app's `ready()`."""
    if _KINDS.get(kind.name, kind) != kind:
        raise ValueError(f"Two kinds of notification are called {kind.name}.")
    _KINDS[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """The registered kind of this name."""
    return _KINDS.get(name)


def kinds() -> list[Kind]:
    """Every registered kind, by name."""
    return [_KINDS[name] for name in sorted(_KINDS)]


def effective(kind: Kind, chosen: Choice | None) -> Choice:
    """What holds: the person's choice, else the kind's default; transactional mail whatever they chose. Nothing on a
    way that the kind does not go."""
    mail, bell = (chosen.mail, chosen.bell) if chosen else (kind.mail, kind.bell)
    return Choice(mail=(mail or kind.transactional) and kind.by_mail, bell=bell and kind.in_bell)


def words(text: str, context: Mapping[str, object], *, limit: int) -> str:
    """`text` with its placeholders filled, cut to `limit` characters with an ellipsis."""
    filled = text.format_map(context)
    return filled if len(filled) <= limit else filled[: limit - 1].rstrip() + "…"
