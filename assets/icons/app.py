#!/usr/bin/env python3
"""Draw app.png, the program's mark: a curve with three points on dark ground.

Usage: python3 app.py        (writes beside this script; needs only Python 3.8 or later)
"""

import struct
import zlib
from pathlib import Path

SIZE = 256
GROUND, CURVE = (0x22, 0x30, 0x4A), (0xF6, 0xF7, 0xF9)
POINTS = [((48, 176), (0xE8, 0xA2, 0x3C)), ((128, 84), (0x3B, 0x9B, 0xFF)), ((208, 132), (0x3F, 0xC1, 0xB0))]


def bezier(a, b, c, d, steps=60):
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        yield tuple(
            u**3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t**3 * d[k] for k in (0, 1)
        )


LINE = list(bezier((48, 176), (84, 176), (92, 84), (128, 84)))
LINE += list(bezier((128, 84), (164, 84), (172, 132), (208, 132)))


def distance(x, y, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0 if length == 0 else max(0, min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
    return ((x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2) ** 0.5


def cover(edge):
    """The share of a pixel inside an edge that lies `edge` pixels away (negative: inside)."""
    return max(0.0, min(1.0, 0.5 - edge))


def mix(below, above, share):
    return tuple(round(b + (a - b) * share) for b, a in zip(below, above))


def pixel(x, y):
    inset, radius = 8, 52
    dx = max(inset + radius - x, x - (SIZE - inset - radius), 0)
    dy = max(inset + radius - y, y - (SIZE - inset - radius), 0)
    alpha = cover((dx * dx + dy * dy) ** 0.5 - radius)
    color = GROUND
    line = min(distance(x, y, a, b) for a, b in zip(LINE, LINE[1:]))
    color = mix(color, CURVE, cover(line - 8))
    for at, fill in POINTS:
        away = ((x - at[0]) ** 2 + (y - at[1]) ** 2) ** 0.5
        color = mix(color, GROUND, cover(away - 24))
        color = mix(color, fill, cover(away - 18))
    return (*color, round(255 * alpha))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(
    b"\0" + b"".join(bytes(pixel(x + 0.5, y + 0.5)) for x in range(SIZE)) for y in range(SIZE)
)
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
(Path(__file__).parent / "app.png").write_bytes(png)
