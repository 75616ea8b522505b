"""RDF canonical form (RDFC-1.0) of the JSON-LD documents that are signed. Nothing is ever fetched.

A JSON-LD processor silently leaves out a member that no context defines and a node whose identifier is
relative; a signature would not cover them. Both are refused here, and so is a context of one's own.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cachetools import LRUCache

CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA_INTEGRITY_2: Final = "https://w3id.org/security/data-integrity/v2"
MULTIKEY_1: Final = "https://w3id.org/security/multikey/v1"

_CONTEXTS: Final = Path(__file__).parents[1] / "assets" / "contexts"
_FILES: Final = {
    CREDENTIALS_V2: "credentials-v2.json",
    OPEN_BADGES_3: "ob-v3p0-context-3.0.3.json",
    DATA_INTEGRITY_2: "security-data-integrity-v2.json",
    MULTIKEY_1: "security-multikey-v1.json",
}


class NotCanonical(ValueError):
    """The document cannot be brought into a canonical form that covers all of it."""


def canonicalize(document: dict[str, Any]) -> bytes:
    """The document's canonical N-Quads, UTF-8.

    Raises NotCanonical for a context that is not bundled, a context of the document's own, a member that
    no context defines, a relative identifier or type, and anything that is no JSON-LD.
    """
    from pyld import ContextResolver, jsonld  # 0.6 s and 41 MiB: only where something is signed or checked

    processor = jsonld.JsonLdProcessor(on_property_dropped=_refuse_property)
    options = {
        "algorithm": "URDNA2015",  # PyLD's name for RDFC-1.0
        "format": "application/n-quads",
        "documentLoader": _load,
        "contextResolver": ContextResolver(_resolved(), _load),
    }
    try:
        _refuse_what_would_be_left_out(document, top=True)
        quads: str = processor.normalize(document, options)
    except (jsonld.JsonLdError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    return quads.encode()


def _refuse_property(name: str | None) -> None:
    raise NotCanonical(f"no context defines {name!r}")


def _refuse_what_would_be_left_out(value: object, *, top: bool) -> None:
    if isinstance(value, list):
        for item in value:
            _refuse_what_would_be_left_out(item, top=False)
    elif isinstance(value, dict):
        for key, member in value.items():
            if key == "@context":
                names = member if isinstance(member, list) else [member]
                if not top or not all(isinstance(name, str) and name in _FILES for name in names):
                    raise NotCanonical("a context that is not bundled")
            elif key.startswith("@"):
                raise NotCanonical(f"the keyword {key}")
            elif key == "id" and not (isinstance(member, str) and _is_absolute(member)):
                raise NotCanonical("a relative identifier")
            else:
                _refuse_what_would_be_left_out(member, top=False)


def _is_absolute(identifier: str) -> bool:
    scheme, colon, rest = identifier.partition(":")
    return bool(colon and rest) and scheme.isascii() and scheme[:1].isalpha() and not any(map(str.isspace, identifier))


@cache
def _resolved() -> "LRUCache[str, Any]":
    """Contexts as PyLD has processed them, of ours alone: its own cache is shared with any other caller."""
    from cachetools import LRUCache

    return LRUCache(maxsize=64)


@cache
def _context(url: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_CONTEXTS / _FILES[url]).read_text(encoding="utf-8"))
    return document


def _load(url: str, _options: dict[str, Any] | None = None) -> dict[str, Any]:
    """The document loader: the four bundled contexts and no network."""
    if url not in _FILES:
        raise NotCanonical(f"the context {url} is not bundled")
    # The tag lets PyLD keep what it made of a context from one document to the next.
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": _context(url),
        "contentType": "application/ld+json",
        "tag": "static",
    }
