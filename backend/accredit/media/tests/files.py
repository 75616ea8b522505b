"""Small real files, made when a test asks for them."""

from __future__ import annotations

import io
from fractions import Fraction

import av
from PIL import Image

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.500\nCapacity is about this decision, at this time.\n"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n162\n%%EOF\n"
)


def video(seconds: int = 2, *, codec: str = "libx264", container: str = "mp4") -> bytes:
    """A film of plain colours, ten pictures a second."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as film:
        stream = film.add_stream(codec, rate=10)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.time_base = Fraction(1, 10)
        for index in range(seconds * 10):
            picture = Image.new("RGB", (64, 48), (index * 12 % 255, 90, 60))
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call] # PyAV's Pillow bridge
            frame.pts = index
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return out.getvalue()


def audio() -> bytes:
    """A container with sound and no picture."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        stream = film.add_stream("aac", rate=44100)
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.sample_rate = 44100
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return out.getvalue()


def picture(format_: str = "JPEG", size: tuple[int, int] = (800, 400), mode: str = "RGB") -> bytes:
    """A picture with a comment in its metadata, where the format has any."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new(mode, size, (30, 60, 40, 120)[: len(mode)]).save(out, format_, exif=exif)
    return out.getvalue()
