using System.Globalization;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>A part of an array, evenly spaced along every axis, as NumPy's basic slices name it.</summary>
/// <remarks>
/// <c>start:stop:step</c> for each axis, separated by commas; every part may be left out, negative ones count from the axis's end, and what reaches beyond the axis is cut. One
/// <c>...</c> stands for as many whole axes as are missing; without it they are missing at the end. Different from NumPy: a single integer keeps its axis, with length 1; a step is
/// positive; a slice without any index is refused.
/// </remarks>
public sealed class ArraySlice : IEquatable<ArraySlice>
{
    private const string Ellipsis = "...";

    private ArraySlice(IReadOnlyList<AxisSlice> axes)
    {
        Axes = axes;
    }

    /// <summary>One slice for each axis of the array.</summary>
    public IReadOnlyList<AxisSlice> Axes { get; }

    /// <summary>The lengths of what the slice takes.</summary>
    public IReadOnlyList<long> Shape => [.. Axes.Select(axis => axis.Count)];

    /// <summary>The whole array.</summary>
    /// <param name="shape">Its lengths, at least 1 each.</param>
    public static ArraySlice All(IReadOnlyList<long> shape) => new([.. shape.Select(length => new AxisSlice(0, length))]);

    /// <summary>Reads a slice such as <c>0:20000:500,::2,::2</c>.</summary>
    /// <param name="option">Where the text was given, for the error.</param>
    /// <param name="text">The slice, without brackets.</param>
    /// <param name="shape">The array's lengths, at least 1 each.</param>
    /// <param name="names">A name for each axis, for the error.</param>
    /// <exception cref="BadInputException">It is no such slice, or takes nothing of an axis; the error names the axis and the character, counted from 1.</exception>
    public static ArraySlice Parse(string option, string text, IReadOnlyList<long> shape, IReadOnlyList<string> names)
    {
        string[] parts = text.Split(',');
        int given = parts.Count(part => part.Trim() != Ellipsis), whole = shape.Count - given;
        if (parts.Length - given > 1) throw Wrong(option, text, "", text.LastIndexOf(Ellipsis, StringComparison.Ordinal), $"expected {Ellipsis} once");
        if (whole < 0) throw Wrong(option, text, "", 0, $"expected at most {shape.Count} slices ({string.Join(", ", names)}), found {given}");
        List<AxisSlice> axes = [];
        int at = 0;
        foreach (string part in parts)
        {
            if (part.Trim() == Ellipsis)
            {
                for (; whole > 0; whole--) axes.Add(new AxisSlice(0, shape[axes.Count]));
            }
            else
            {
                axes.Add(Axis(option, text, at, part, names[axes.Count], shape[axes.Count]));
            }

            at += part.Length + 1;
        }

        for (; whole > 0; whole--) axes.Add(new AxisSlice(0, shape[axes.Count]));
        return new ArraySlice(axes);
    }

    public bool Equals(ArraySlice? other) => other is not null && Axes.SequenceEqual(other.Axes);

    public override bool Equals(object? obj) => Equals(obj as ArraySlice);

    public override int GetHashCode() => Axes.Aggregate(Axes.Count, HashCode.Combine);

    /// <summary>The slice with every part written out: equal slices have equal texts.</summary>
    public override string ToString() => string.Join(',', Axes);

    private static AxisSlice Axis(string option, string text, int at, string part, string name, long length)
    {
        string[] numbers = part.Split(':');
        if (numbers.Length > 3) throw Wrong(option, text, name, at, $"expected start:stop:step, found '{part.Trim()}'");
        int[] places = [at, at + numbers[0].Length + 1, numbers.Length < 3 ? 0 : at + numbers[0].Length + numbers[1].Length + 2];
        if (numbers.Length == 1)
        {
            long index = Number(0) ?? throw Wrong(option, text, name, at, "expected an index or start:stop:step, found nothing");
            if (index < -length || index >= length) throw Wrong(option, text, name, at, $"expected an index from {-length} to {length - 1}, found {index}");
            return new AxisSlice(index < 0 ? index + length : index, 1);
        }

        long step = numbers.Length == 3 ? Number(2) ?? 1 : 1;
        if (step < 1) throw Wrong(option, text, name, places[2], $"expected a step of at least 1, found {step}");
        long start = Within(Number(0) ?? 0), stop = Within(Number(1) ?? length);
        if (start >= stop) throw Wrong(option, text, name, at, $"expected at least one index of the {length} there are, found none in '{part.Trim()}'");
        return new AxisSlice(start, (stop - start - 1) / step + 1, step);

        long? Number(int i)
        {
            var digits = numbers[i].AsSpan().Trim();
            if (digits.IsEmpty) return null;
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw Wrong(option, text, name, places[i], $"expected a whole number, found '{digits}'");
        }

        long Within(long index) => Math.Clamp(index < 0 ? index + length : index, 0, length);
    }

    /// <param name="at">Characters before the place.</param>
    private static BadInputException Wrong(string option, string text, string axis, int at, string expectation) =>
        new($"{option} {text}", axis.Length == 0 ? $"character {at + 1}" : $"axis {axis}, character {at + 1}", expectation);
}
