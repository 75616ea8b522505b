"""What a video file holds, read by PyAV (the ffmpeg libraries). Imported by jobs only: it is heavy."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

import av

from accredit.media.exceptions import ContentRefused

CONTAINERS = {"mp4", "mov", "webm", "matroska"}
CODECS = {"h264", "hevc", "vp8", "vp9", "av1"}
POSTER_WIDTH = 1280
LONGEST_MS = 12 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """`poster` is a JPEG of a frame one tenth into the film."""

    duration_ms: int
    width: int
    height: int
    poster: bytes


def read_video(file: BinaryIO) -> VideoFacts:
    """Open a film and look at it. Raises ContentRefused with a sentence when browsers could not play it."""
    try:
        with av.open(file, mode="r") as container:
            return _facts(container)
    except (av.FFmpegError, ValueError, OverflowError) as error:
        raise ContentRefused("This is not a video that we can read. Export it as MP4 (H.264) and try again.") from error


def _facts(container: av.container.InputContainer) -> VideoFacts:
    if not CONTAINERS & set(container.format.name.split(",")):
        raise ContentRefused("This is not an MP4, WebM or MOV file. Export it as MP4 (H.264) and try again.")
    if not container.streams.video:
        raise ContentRefused("There is no picture in this file.")
    stream = container.streams.video[0]
    if stream.codec_context.name.removeprefix("lib").split("-")[0] not in CODECS | {"dav1d", "vpx"}:
        raise ContentRefused("Browsers cannot play this video's format. Export it as MP4 (H.264) and try again.")
    duration_ms = _duration_ms(container, stream)
    if not 0 < duration_ms <= LONGEST_MS:
        raise ContentRefused("The video has no length that we can read, or is longer than twelve hours.")
    container.seek(duration_ms * 100, backward=True)  # microseconds: one tenth of the way
    frame = next(container.decode(stream), None)
    if frame is None:
        raise ContentRefused("No picture of this video can be read. Export it again and try once more.")
    return VideoFacts(duration_ms, stream.width, stream.height, _jpeg(frame))


def _duration_ms(container: av.container.InputContainer, stream: av.VideoStream) -> int:
    if container.duration is not None:
        return int(container.duration // 1000)
    if stream.duration is not None and stream.time_base is not None:
        return int(stream.duration * stream.time_base * 1000)
    return 0


def _jpeg(frame: av.VideoFrame) -> bytes:
    image = frame.to_image()  # type: ignore[no-untyped-call] # PyAV leaves its Pillow bridge untyped
    image.thumbnail((POSTER_WIDTH, POSTER_WIDTH))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
