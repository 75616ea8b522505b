"""Images, decoded and encoded anew by Pillow so that nothing of the sent file but its pixels remains."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from accredit.media.exceptions import ContentRefused

MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """The re-encoded picture (`.png` where it is transparent, `.jpg` otherwise) and its size in pixels."""

    content: bytes
    ending: str
    width: int
    height: int


def reencode(content: bytes, *, longest_side: int) -> ImageFacts:
    """Upright, without metadata, no side longer than `longest_side`. Raises ContentRefused with a sentence."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ContentRefused("The picture has more than 50 million pixels. Make it smaller and try again.")
            picture: Image.Image = ImageOps.exif_transpose(opened)
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise ContentRefused("This is not a JPEG, PNG or WebP picture that we can read.") from error
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = picture.convert("RGBA" if transparent else "RGB")
    picture.thumbnail((longest_side, longest_side))
    out = io.BytesIO()
    if transparent:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=85, optimize=True)
    return ImageFacts(out.getvalue(), ".png" if transparent else ".jpg", picture.width, picture.height)
