using System.Globalization;

namespace MandelActors.Imaging;

/// <summary>A colour of 8 bits a channel, encoded as sRGB, the way scenes write it: <c>#rrggbb</c>.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb Black => default;

    /// <summary>Reads <c>#rrggbb</c>; letters of either case.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Rgb Parse(string text) =>
        TryParse(text, out var colour) ? colour : throw new FormatException($"'{text}' is no colour; expected #rrggbb, such as #000000");

    public static bool TryParse(string? text, out Rgb colour)
    {
        colour = default;
        if (text is not { Length: 7 } || text[0] != '#') return false;
        if (!uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint packed)) return false;
        colour = new Rgb((byte)(packed >> 16), (byte)(packed >> 8), (byte)packed);
        return true;
    }

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
