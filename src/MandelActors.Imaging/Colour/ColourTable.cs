using System.Collections.Concurrent;
using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Colour;

/// <summary>A palette laid out for look-up by whole index, with the interior's colour as its last entry.</summary>
/// <remarks>Three forms of the same colours: packed 8-bit, 16-bit, and linear light for averaging.</remarks>
public sealed class ColourTable
{
    /// <summary>Entries of one turn in an 8-bit table: neighbours differ by a fraction of a level, so taking the nearest shows no step.</summary>
    public const int Turn8 = 1 << 14;

    /// <summary>Entries of one turn in a 16-bit table: neighbours differ by a few levels of 65,535.</summary>
    public const int Turn16 = 1 << 16;

    // One turn of a palette is the same in every frame of a film; only the interior's entry differs.
    private static readonly ConcurrentDictionary<(Palette Palette, int Entries), RgbValue[]> Turns = new();
    private static readonly ConcurrentDictionary<(Palette Palette, int Entries, Rgb Interior, ColourMap Kind), ColourTable> Tables = new();

    private readonly RgbValue[] _colours;
    private readonly RgbValue _interior;
    private readonly Lazy<uint[]> _packed;
    private readonly Lazy<ulong[]> _wide;
    private readonly Lazy<uint[]> _linear;

    private ColourTable(RgbValue[] colours, RgbValue interior)
    {
        _colours = colours;
        _interior = interior;
        _packed = new(() => [.. All.Select(Pack)]);
        _wide = new(() => [.. All.Select(PackWide)]);
        _linear = new(() => [.. All.SelectMany(colour => new[] { LinearLight.Decode(colour.R), LinearLight.Decode(colour.G), LinearLight.Decode(colour.B) })]);
    }

    /// <summary>The index of the interior: one past the last colour.</summary>
    public int Interior => _colours.Length;

    /// <summary>Red in the lowest byte, then green, blue, 0.</summary>
    public uint[] Packed => _packed.Value;

    /// <summary>Bytes as a 16-bit PNG holds them, first byte lowest: red high, red low, green high, …; the top two are 0.</summary>
    public ulong[] Wide => _wide.Value;

    /// <summary>Red, green, blue of entry i at 3i …, in units of <see cref="LinearLight.One"/>.</summary>
    public uint[] Linear => _linear.Value;

    /// <summary>The colours and the interior's, rounded to 8 bits: as many of them as are wanted at most.</summary>
    public IReadOnlyList<Rgb> Colours(int most) => [.. All.Take(most).Select(colour => colour.Round())];

    private IEnumerable<RgbValue> All => _colours.Append(_interior);

    /// <summary>The table of a palette for a map: one turn for those that repeat smoothly, 256 entries for mandeltorch, the palette's own for exponents.</summary>
    internal static ColourTable For(ColourSettings settings, int bitDepth)
    {
        var palette = settings.Palette;
        var kind = settings.Map is ColourMap.Mandeltorch or ColourMap.Exponent ? settings.Map : ColourMap.Cycle;
        int entries = kind switch
        {
            ColourMap.Mandeltorch => MandeltorchIndex.Entries,
            ColourMap.Exponent => palette.Count,
            _ => bitDepth == 8 ? Turn8 : Turn16,
        };
        return Tables.GetOrAdd((palette, entries, settings.EffectiveInterior, kind), key => Build(palette, entries, key.Interior, kind));
    }

    private static ColourTable Build(Palette palette, int entries, Rgb interior, ColourMap kind)
    {
        var colours = kind != ColourMap.Cycle
            ? [.. Enumerable.Range(0, entries).Select(i => RgbValue.From(palette.Entry(i * (palette.Count - 1) / (entries - 1))))]
            : Turns.GetOrAdd((palette, entries), key => [.. Enumerable.Range(0, key.Entries).Select(i => palette.Around(i / (double)key.Entries))]);
        return new ColourTable(colours, RgbValue.From(interior));
    }

    private static uint Pack(RgbValue colour)
    {
        var rounded = colour.Round();
        return rounded.R | (uint)rounded.G << 8 | (uint)rounded.B << 16;
    }

    private static ulong PackWide(RgbValue colour) => Swap(colour.R) | Swap(colour.G) << 16 | Swap(colour.B) << 32;

    private static ulong Swap(double channel) =>
        System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ushort)RgbValue.Level(channel, ushort.MaxValue));
}
