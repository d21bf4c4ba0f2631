"""Lyapunov exponents and palette indices of a plane of two coefficients, as augeas/lyapunov computes them, row by row so that memory stays small.

usage: exponents.py LETTERS A_MIN A_MAX B_MIN B_MAX WIDTH HEIGHT ITERATIONS ENTRIES FILE

Written from the formulas, for comparison: x = 1/2; with the coefficient r of every further letter of the repeated sequence x = r x (1 - x) and
ln|r (1 - 2x)| is added; the sum over their number is the exponent. An index is the whole part of ENTRIES (1 + tanh exponent)/2, at most ENTRIES - 1.
Writes all exponents as little-endian doubles, then all indices as 32-bit integers, rows from the top.
"""

import sys

import numpy as np

letters = sys.argv[1]
a_min, a_max, b_min, b_max = (float(text) for text in sys.argv[2:6])
width, height, iterations, entries = (int(text) for text in sys.argv[6:10])

columns = np.linspace(a_min, a_max, width)
rows = np.linspace(b_max, b_min, height)
exponents = np.empty((height, width))
band = 50
with np.errstate(divide="ignore"):
    for top in range(0, height, band):
        coefficients = [columns[np.newaxis, :], rows[top:top + band, np.newaxis]]
        x = np.full((len(rows[top:top + band]), width), 0.5)
        total = np.zeros_like(x)
        for i in range(1, iterations):
            r = coefficients[ord(letters[i % len(letters)]) - ord("A")]
            x = r * x * (1 - x)
            total += np.log(np.abs(r * (1 - 2 * x)))
        exponents[top:top + band] = total / (iterations - 1)

indices = np.minimum((0.5 * (1 + np.tanh(exponents)) * entries).astype(np.int32), entries - 1)
with open(sys.argv[10], "wb") as file:
    file.write(exponents.astype("<f8").tobytes())
    file.write(indices.astype("<i4").tobytes())
