"""The engraved lines of a certificate: bands of sine waves and rosettes of swelling circles.

Pure geometry, no randomness: the same arguments give the same bytes. The drawing is kept as
``assets/engraving.svg`` and ``assets/engraving-plain.svg`` (without a total in the middle) because an
SVG costs Typst a fifth of what the same curves cost as markup; ``python -m
accredit.certificates.gateways.engraving`` writes them again, and a test compares.

Units are those of the page, 1123 by 794. Waves are cubic curves from crest to crest: level handles of
0.3642 of the way follow half a sine to 0.1 % of its height.
"""

import math
from itertools import pairwise
from pathlib import Path
from typing import Final

WIDTH: Final = 1123
HEIGHT: Final = 794
HANDLE: Final = 0.3642
PAPER: Final = "#fdfefc"
BRASS: Final = "#8a6420"
# Stand-ins that the template replaces by tones of the organization's colour.
BAND: Final = "#8da895"
CORNER: Final = "#4a735d"
FRAME: Final = "#a1b5a8"
SEAL: Final = "#6b9b7c"

Ring = tuple[float, float, int, int]
"""Radius and amplitude (parts of the scale), lobes, and lines turned evenly against each other."""


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _point(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _side(x: float, y: float, length: float, *, vertical: bool, amplitude: float, wavelength: float, count: int) -> str:
    """Draw ``count`` waves along one side; they overshoot it by up to a wavelength, under the corners."""
    half = length / round(length / wavelength) / 2

    def point(along: float, across: float) -> str:
        return _point(x + across, y + along) if vertical else _point(x + along, y + across)

    path = []
    for wave in range(count):
        along = half * (0.5 - 2 * wave / count)
        height = amplitude
        path.append("M" + point(along, height))
        while along < length:
            near, far, end = along + half * HANDLE, along + half * (1 - HANDLE), along + half
            path.append(f"C{point(near, height)} {point(far, -height)} {point(end, -height)}")
            along, height = end, -height
    return "".join(path)


def band(x: float, y: float, width: float, height: float, *, amplitude: float, wavelength: float, count: int) -> str:
    """Path data of a frame whose centre lines are the given rectangle."""
    return "".join(
        _side(
            left,
            top,
            length,
            vertical=vertical,
            amplitude=amplitude,
            wavelength=wavelength,
            count=count,
        )
        for left, top, length, vertical in (
            (x, y, width, False),
            (x + width, y, height, True),
            (x, y + height, width, False),
            (x, y, height, True),
        )
    )


def rosette(x: float, y: float, scale: float, rings: tuple[Ring, ...]) -> str:
    """Path data of a rosette around (x, y); each line swells and thins eight times around."""
    path = []
    for radius, amplitude, lobes, lines in rings:
        step = math.pi / lobes
        for line in range(lines):
            phase = line / lines * 2 * math.pi
            knots = []
            for index in range(2 * lobes + 1):
                # A knot on each crest and trough, where the handles of a sine are level.
                t = (math.pi / 2 - phase) / lobes + index * step
                sine, cosine = math.sin(lobes * t + phase), math.cos(lobes * t + phase)
                swell = 0.8 + 0.2 * math.cos(8 * t)
                r = radius + amplitude * sine * swell
                slope = amplitude * (lobes * cosine * swell - 1.6 * sine * math.sin(8 * t))
                reach = scale * step * HANDLE
                knots.append(
                    (
                        x + scale * r * math.cos(t),
                        y + scale * r * math.sin(t),
                        reach * (slope * math.cos(t) - r * math.sin(t)),
                        reach * (slope * math.sin(t) + r * math.cos(t)),
                    )
                )
            path.append("M" + _point(*knots[0][:2]))
            for (ax, ay, adx, ady), (bx, by, bdx, bdy) in pairwise(knots):
                path.append(f"C{_point(ax + adx, ay + ady)} {_point(bx - bdx, by - bdy)} {_point(bx, by)}")
            path.append("Z")
    return "".join(path)


def _stroke(colour: str, width: float, path: str) -> str:
    return f'<path fill="none" stroke="{colour}" stroke-width="{width}" d="{path}"/>\n'


def engraving_svg(*, with_total: bool) -> str:
    """The whole drawing; ``with_total`` leaves a disc free in the seal for the credits."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n',
        _stroke(BAND, 0.55, band(44, 44, 1035, 706, amplitude=9, wavelength=23, count=6)),
    ]
    for x, y in ((44, 44), (1079, 44), (44, 750), (1079, 750)):
        parts.append(f'<circle cx="{x}" cy="{y}" r="21" fill="{PAPER}"/>\n')
        parts.append(_stroke(CORNER, 0.5, rosette(x, y, 20, ((0.5, 0.32, 8, 6), (0.86, 0.14, 16, 4)))))
    parts.append(_stroke(FRAME, 0.7, "M62 62H1061V732H62Z"))
    rings: tuple[Ring, ...] = ((0.5, 0.15, 14, 8), (0.86, 0.13, 24, 8))
    if not with_total:
        rings = ((0.2, 0.12, 8, 8), *rings)
    parts.append(_stroke(SEAL, 0.6, rosette(880, 306, 140, rings)))
    parts.append(_stroke(BRASS, 0.6, rosette(880, 306, 140, ((1.06, 0.05, 48, 4),))))
    if with_total:
        parts.append(f'<circle cx="880" cy="306" r="60" fill="{PAPER}" stroke="{BRASS}" stroke-width="0.8"/>\n')
    parts.append("</svg>\n")
    return "".join(parts)


def main() -> None:
    """Write the two drawings into the assets."""
    assets = Path(__file__).parents[1] / "assets"
    for name, with_total in (("engraving.svg", True), ("engraving-plain.svg", False)):
        (assets / name).write_text(engraving_svg(with_total=with_total), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
