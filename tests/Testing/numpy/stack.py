"""Levels of a stack of Mandelbrot pictures, by NumPy in double precision, as raw little-endian numbers on standard output.

    stack.py samples|counts RE IM SCALE ZOOM WIDTH HEIGHT LIMIT LEVEL...

Level i is scale / zoom**i high and centred on re + i*im; samples lie on an inclusive grid, row 0 has the smallest
imaginary part. samples: for every level its columns, then its rows, as float64. counts: for every level its pixels in
rows, as uint16: the first k in 0 .. limit-1 with |z| > 2 after z = z*z + c was applied k + 1 times to 0, else the limit.
"""

import sys

import numpy as np


def samples(re, im, scale, zoom, width, height, level):
    extent = scale / zoom**level
    half_width = extent * (width / height) / 2
    half_height = extent / 2
    return (
        np.linspace(re - half_width, re + half_width, width),
        np.linspace(im - half_height, im + half_height, height),
    )


def counts(columns, rows, limit):
    c = (columns[np.newaxis, :] + 1j * rows[:, np.newaxis]).ravel()
    z = np.zeros_like(c)
    found = np.full(c.shape, limit, dtype="<u2")
    inside = np.arange(c.size)
    for k in range(limit):
        z = z * z + c
        escaped = np.abs(z) > 2
        found[inside[escaped]] = k
        inside, z, c = inside[~escaped], z[~escaped], c[~escaped]
    return found


def main():
    what, *numbers = sys.argv[1:]
    re, im, scale, zoom = map(float, numbers[:4])
    width, height, limit, *levels = map(int, numbers[4:])
    for level in levels:
        columns, rows = samples(re, im, scale, zoom, width, height, level)
        if what == "samples":
            sys.stdout.buffer.write(columns.astype("<f8").tobytes() + rows.astype("<f8").tobytes())
        else:
            sys.stdout.buffer.write(counts(columns, rows, limit).tobytes())


main()
