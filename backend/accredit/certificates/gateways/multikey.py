"""Ed25519 public keys as Multikey text, and the base58btc beneath (W3C Controlled Identifiers 1.0)."""

from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# The multicodec prefix of an Ed25519 public key, ed01 as a varint.
_ED25519: Final = b"\xed\x01"
_DIGITS: Final = {character: value for value, character in enumerate(ALPHABET)}


def base58_encode(data: bytes) -> str:
    """Base58btc: a big-endian number, a "1" for each leading zero byte."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def base58_decode(text: str) -> bytes:
    """The bytes of base58btc text; ValueError for a character outside the alphabet or over 128 characters."""
    if len(text) > 128:
        raise ValueError("too long for a key or a signature")
    number = 0
    for character in text:
        if character not in _DIGITS:
            raise ValueError("not base58btc")
        number = number * 58 + _DIGITS[character]
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + body


def encode_multikey(public_key: bytes) -> str:
    """The 32 bytes of an Ed25519 public key as "z6Mk…"."""
    return "z" + base58_encode(_ED25519 + public_key)


def decode_multikey(text: str) -> bytes:
    """The 32 bytes behind "z6Mk…"; ValueError for any other kind of key."""
    data = base58_decode(text[1:]) if text.startswith("z") else b""
    if len(data) != 34 or not data.startswith(_ED25519):
        raise ValueError("not an Ed25519 Multikey")
    return data[2:]
