"""A short silent film for a demo lesson, drawn when the demo is made: engraved waves drift behind a few sentences.

PyAV and Pillow are heavy; only making the demo imports this.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image, ImageChops, ImageDraw, ImageFont

from accredit.core.fonts import FONTS

from .files import Scene

WIDTH, HEIGHT = 640, 360
PICTURES_A_SECOND = 10
SCENE_SECONDS = 6
FADE_SECONDS = 0.8
NIGHT, WAVE, BRASS, PAPER = "#1f2b23", "#3d5d4b", "#6b5729", "#eaf1ec"
DRIFTS = ((WAVE, 23.0, 46, 9.0), (BRASS, 31.0, 30, -6.0))
"""Colour, wavelength divisor, number of lines, and pixels of drift a second of each layer."""


def film(scenes: Sequence[Scene]) -> bytes:
    """An MP4 (H.264) that starts to play before it has arrived whole."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
            stream = container.add_stream(
                "libx264", rate=PICTURES_A_SECOND, options={"preset": "veryfast", "crf": "30"}
            )
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            stream.time_base = Fraction(1, PICTURES_A_SECOND)
            stream.codec_context.gop_size = 2 * PICTURES_A_SECOND
            for index, picture in enumerate(_pictures(scenes)):
                frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call] # PyAV's Pillow bridge
                frame.pts = index
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path.read_bytes()


def captions(scenes: Sequence[Scene]) -> bytes:
    """The same sentences as WebVTT (W3C)."""
    cues = [
        f"{_stamp(index * SCENE_SECONDS)} --> {_stamp((index + 1) * SCENE_SECONDS)}\n{scene.says}\n"
        for index, scene in enumerate(scenes)
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _stamp(seconds: int) -> str:
    return f"00:{seconds // 60:02d}:{seconds % 60:02d}.000"


def _pictures(scenes: Sequence[Scene]) -> Iterator[Image.Image]:
    layers = [(_waves(colour, divisor, lines), drift) for colour, divisor, lines, drift in DRIFTS]
    for number, scene in enumerate(scenes):
        words = _words(scene)
        for index in range(SCENE_SECONDS * PICTURES_A_SECOND):
            seconds = index / PICTURES_A_SECOND
            picture = _drifted(layers, number * SCENE_SECONDS + seconds)
            left = SCENE_SECONDS - seconds if scene is not scenes[-1] else SCENE_SECONDS
            shown = min(1.0, seconds / FADE_SECONDS, left / FADE_SECONDS)
            picture.paste(PAPER, mask=words.point([round(value * shown) for value in range(256)]))
            yield picture


def _drifted(layers: Sequence[tuple[Image.Image, float]], seconds: float) -> Image.Image:
    """The layers, each moved to where it is by now; a layer is wide enough for any demo film."""
    boxes = [round((layer.width - WIDTH) / 2 + drift * seconds) % (layer.width - WIDTH) for layer, drift in layers]
    first, second = (
        layer.crop((left, 0, left + WIDTH, HEIGHT)) for left, (layer, _) in zip(boxes, layers, strict=True)
    )
    return ImageChops.lighter(first, second)


def _waves(colour: str, divisor: float, lines: int) -> Image.Image:
    """Engraved lines: one wave, drawn many times while its height and its phase change a little."""
    wide = 3 * WIDTH
    layer = Image.new("RGB", (wide, 2 * HEIGHT), NIGHT)
    draw = ImageDraw.Draw(layer)
    for line in range(lines):
        part = line / lines
        height = 2 * HEIGHT * 0.42 * math.cos(math.pi * part)
        points = [
            (x, HEIGHT + height * math.sin(x / divisor / 4 + part * 2.4) * math.sin(x / (divisor * 11) + part))
            for x in range(0, wide, 3)
        ]
        draw.line(points, fill=colour, width=2)
    return layer.resize((wide, HEIGHT), Image.Resampling.BOX)


def _words(scene: Scene) -> Image.Image:
    """Title and line as a mask."""
    mask = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(mask)
    title = ImageFont.truetype(str(FONTS / "CertificateSerif-Display.ttf"), 46)
    line = ImageFont.truetype(str(FONTS / "Inter-Regular.ttf"), 19)
    draw.text((WIDTH / 2, HEIGHT / 2 - 22), scene.title, font=title, fill=255, anchor="mm")
    draw.text((WIDTH / 2, HEIGHT / 2 + 28), scene.line, font=line, fill=230, anchor="mm")
    return mask
