"""RDF canonical form (RDFC-1.0) of the JSON-LD documents that are signed. Nothing is ever fetched.

A JSON-LD processor silently leaves out a member that no context defines and a node whose identifier is
relative; a signature would not cover them. Both are refused here, and so is a context of one's own.
"""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cachetools import LRUCache

CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA_INTEGRITY_2: Final = "https://w3id.org/security/data-integrity/v2"
MULTIKEY_1: Final = "https://w3id.org/security/multikey/v1"

# Members whose text only travels: whatever stands there, the same quads come out. Others may choose a property or a
# context (a type, a purpose), and belong to a document's form; so does an address that a processor could rewrite.
_TEXTS: Final = frozenset(
    {
        "created",
        "description",
        "identityHash",
        "name",
        "narrative",
        "salt",
        "statusListIndex",
        "validFrom",
        "validUntil",
    }
)
_ADDRESSES: Final = frozenset({"id", "statusListCredential", "url", "verificationMethod"})
_PLAIN_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")
_STAND_IN: Final = "https://stand-in.invalid/"
_N_QUADS: Final = {"format": "application/n-quads"}

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
    from pyld import jsonld  # 0.6 s and 41 MiB: only where something is signed or checked

    try:
        _refuse_what_would_be_left_out(document, top=True)
        quads: str = _processor().normalize(document, _options() | _N_QUADS)
    except (jsonld.JsonLdError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    return quads.encode()


def canonicalize_alike(document: dict[str, Any]) -> bytes:
    """The same as `canonicalize`, many times as fast for a document that differs from an earlier one in texts only.

    Expanding JSON-LD is what takes long. It is done once a form, with a stand-in for each text; the texts are put into
    a copy of the quads that came out, and those are brought into canonical order.
    """
    from pyld import jsonld
    from pyld.canon import URDNA2015

    texts: dict[str, str] = {}
    kept: set[str] = set()
    try:
        _refuse_what_would_be_left_out(document, top=True)
        form = json.dumps(_with_stand_ins(document, texts, kept))
        quads = _quads(form) if kept.isdisjoint(texts) and kept.isdisjoint(texts.values()) else None
        if quads is None:
            return canonicalize(document)
        text_of = {stand_in: text for text, stand_in in texts.items()}
        filled = [
            {place: {**part, "value": text_of.get(part["value"], part["value"])} for place, part in quad.items()}
            for quad in quads
        ]
        canonical: str = URDNA2015().main({"@default": filled}, dict(_N_QUADS))
    except (jsonld.JsonLdError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    return canonical.encode()


def _with_stand_ins(value: Any, texts: dict[str, str], kept: set[str], member: str = "") -> Any:
    """A copy with a stand-in for each text that only travels, the same for equal ones: equal identifiers are one node.
    Fills `texts`, from text to stand-in, and `kept` with the texts that stay."""
    if isinstance(value, dict):
        return {key: _with_stand_ins(one, texts, kept, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_stand_ins(one, texts, kept, member) for one in value]
    if not isinstance(value, str):
        return value
    if member in _TEXTS or (member in _ADDRESSES and _PLAIN_ADDRESS.fullmatch(value)):
        return texts.setdefault(value, f"{_STAND_IN}{len(texts)}")
    kept.add(value)
    return value


@lru_cache(maxsize=128)
def _quads(form: str) -> list[dict[str, dict[str, str]]] | None:
    """What a form says, in no order; None when it says some of it in named graphs."""
    dataset = _processor().to_rdf(json.loads(form), _options())
    return dataset["@default"] if dataset.keys() == {"@default"} else None


def _processor() -> Any:
    from pyld import jsonld

    return jsonld.JsonLdProcessor(on_property_dropped=_refuse_property)


def _options() -> dict[str, Any]:
    from pyld import ContextResolver

    return {
        "algorithm": "URDNA2015",  # PyLD's name for RDFC-1.0
        "documentLoader": _load,
        "contextResolver": ContextResolver(_resolved(), _load),
    }


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
