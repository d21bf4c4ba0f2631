using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Imaging.Colour;

/// <summary><c>exponent</c>: index = ⌊entries · ½(1 + tanh(contrast · λ))⌋, at most entries − 1, moved along the palette by the offset.</summary>
/// <remarks>
/// λ = 0 lies in the middle of the palette whatever the frame holds, so frames can be compared. With a frame's own range the two sides of 0 are stretched,
/// each by itself: ½(1 + tanh(contrast · λ)/t) with t the |tanh| at the frame's largest λ above 0, or at its least below. So both ends of the palette
/// are reached and its middle is still 0.
/// <para>
/// No pixel costs a tanh: the index rises with λ, so a pixel is held against the least arguments of each index (<see cref="ExponentThresholds"/>).
/// </para>
/// </remarks>
public sealed class ExponentIndex : IndexMap
{
    /// <summary>Whole palettes without a frame's own range are the same in every frame of a film.</summary>
    private static readonly ConcurrentDictionary<int, ExponentThresholds> Unstretched = new();

    private readonly int _entries;
    private readonly double _contrast;
    private readonly ExponentThresholds _thresholds;

    /// <summary>The entry of the table for every index.</summary>
    private readonly int[] _places;

    /// <summary>For every cell of the thresholds' grid, the lowest bytes of the entries before and after the only threshold that may lie in it: bits 0 to 7 and 8 to 15.</summary>
    private readonly int[] _sides;

    /// <param name="entries">Entries of the palette, at least 2.</param>
    /// <param name="isCyclic">Whether the palette goes round; any other goes there and back where the offset moves it.</param>
    /// <param name="contrast">What λ is multiplied by, above 0.</param>
    /// <param name="offset">Turns.</param>
    /// <param name="range">The least and the largest λ to stretch; null stretches nothing.</param>
    public ExponentIndex(int entries, bool isCyclic, double contrast, double offset, (double Least, double Largest)? range = null)
    {
        (_entries, _contrast) = (entries, contrast);
        _places = PlacesOf(entries, isCyclic, offset);
        _thresholds = range is { } own
            ? new ExponentThresholds(entries, End(-own.Least * contrast), End(own.Largest * contrast))
            : Unstretched.GetOrAdd(entries, _ => new ExponentThresholds(entries, 1, 1));
        _sides = [.. _thresholds.Reached.Select(reached => (byte)_places[reached] | (byte)_places[reached + 1] << 8)];
    }

    /// <summary>Entries of the palette.</summary>
    public int Entries => _entries;

    /// <summary>What λ is multiplied by.</summary>
    public double Contrast => _contrast;

    /// <summary>The entry of the table for every index, the interior's last.</summary>
    public int[] Places => _places;

    /// <summary>The least arguments of every index.</summary>
    public ExponentThresholds Thresholds => _thresholds;

    /// <summary>The least and the largest finite exponent of a field, 0 and 0 where there is none.</summary>
    internal static (double Least, double Largest) RangeOf(ReadOnlySpan<double> exponents)
    {
        var (least, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double exponent in exponents)
        {
            if (!double.IsFinite(exponent)) continue;
            least = Math.Min(least, exponent);
            largest = Math.Max(largest, exponent);
        }

        return least <= largest ? (least, largest) : (0, 0);
    }

    /// <param name="counts">Exponents; NaN is interior, the infinities are the ends of the palette.</param>
    /// <inheritdoc/>
    public override void Map(ReadOnlySpan<double> counts, Span<int> indices)
    {
        indices = indices[..counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            double argument = counts[i] * _contrast;
            indices[i] = _places[double.IsNaN(argument) ? _entries : _thresholds.IndexOf(argument)];
        }
    }

    /// <summary>The same indices as bytes, for palettes of at most 256 entries.</summary>
    /// <param name="counts">As above.</param>
    /// <param name="indices">As many bytes.</param>
    /// <returns>False where the interior's index was needed and is no byte.</returns>
    public unsafe bool Map(ReadOnlySpan<double> counts, Span<byte> indices)
    {
        double contrast = _contrast;
        bool fits = true, isSparse = _thresholds.IsSparse, inEights = isSparse && Avx2.IsSupported;
        indices = indices[..counts.Length];
        // A cell is always one of the grid's, which the compiler cannot know and would check twice a pixel.
        fixed (double* next = _thresholds.Next)
        fixed (int* sides = _sides)
        {
            for (int i = 0; i < counts.Length;)
            {
                if (inEights) i += MapEights(counts[i..], indices[i..], next, sides);
                for (int end = Math.Min(i + 8, counts.Length); i < end; i++)
                {
                    double argument = counts[i] * contrast;
                    if (double.IsNaN(argument))
                    {
                        indices[i] = (byte)_entries;
                        fits &= _entries <= byte.MaxValue;
                    }
                    else if (isSparse)
                    {
                        int cell = _thresholds.Cell(argument);
                        indices[i] = (byte)(sides[cell] >> (next[cell] <= argument ? 8 : 0));
                    }
                    else
                    {
                        indices[i] = (byte)_places[_thresholds.IndexOf(argument)];
                    }
                }
            }
        }

        return fits;
    }

    /// <summary>Eight pixels at a time up to the first eight with a NaN, by the same operations as one at a time.</summary>
    /// <returns>How many pixels were mapped.</returns>
    private unsafe int MapEights(ReadOnlySpan<double> counts, Span<byte> indices, double* next, int* sides)
    {
        Vector256<double> contrast = Vector256.Create(_contrast);
        int mapped = 0;
        fixed (double* count = counts)
        fixed (byte* index = indices)
        {
            for (; mapped <= counts.Length - 8; mapped += 8)
            {
                Vector256<double> low = Vector256.Load(count + mapped) * contrast, high = Vector256.Load(count + mapped + 4) * contrast;
                // Both are compared with themselves at once: only a NaN is unordered.
                if (Avx.CompareUnordered(low, high) != Vector256<double>.Zero) break;
                Vector128<short> entries = Vector128.Narrow(Four(low, next, sides), Four(high, next, sides));
                *(ulong*)(index + mapped) = Vector128.Narrow(entries.AsUInt16(), Vector128<ushort>.Zero).AsUInt64().ToScalar();
            }
        }

        return mapped;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe Vector128<int> Four(Vector256<double> arguments, double* next, int* sides)
    {
        Vector128<int> cells = _thresholds.Cells(arguments);
        Vector256<long> reached = Vector256.LessThanOrEqual(Avx2.GatherVector256(next, cells, sizeof(double)), arguments).AsInt64();
        Vector128<int> shifts = Vector256.Narrow(reached, reached).GetLower() & Vector128.Create(8);
        return Avx2.ShiftRightLogicalVariable(Avx2.GatherVector128(sides, cells, sizeof(int)), shifts.AsUInt32()) & Vector128.Create(0xFF);
    }

    /// <summary>The plain form of <see cref="Map(ReadOnlySpan{double}, Span{int})"/>.</summary>
    public void Scalar(ReadOnlySpan<double> counts, Span<int> indices)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            double argument = counts[i] * _contrast;
            indices[i] = _places[double.IsNaN(argument) ? _entries : _thresholds.Formula(argument)];
        }
    }

    private static double End(double extreme)
    {
        double end = Math.Tanh(extreme);
        return end > 0 ? end : 1;
    }

    private static int[] PlacesOf(int entries, bool isCyclic, double offset)
    {
        int turn = isCyclic ? entries : 2 * entries, shift = (int)Math.Round((offset - Math.Floor(offset)) * turn);
        return
        [
            .. Enumerable.Range(shift, entries).Select(place => place % turn).Select(place => place < entries ? place : turn - 1 - place),
            entries,
        ];
    }
}
