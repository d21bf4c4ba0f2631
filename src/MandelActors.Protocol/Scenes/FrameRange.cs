using System.Globalization;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>The frames <see cref="First"/> … <see cref="Last"/> of a film, both included, counted from 0.</summary>
/// <param name="First">The first frame.</param>
/// <param name="Last">The last frame, <see cref="int.MaxValue"/> for the film's end.</param>
public readonly record struct FrameRange(int First, int Last)
{
    public static FrameRange All => new(0, int.MaxValue);

    /// <summary>Reads <c>A..B</c>, <c>A..</c>, <c>..B</c> or <c>A</c>.</summary>
    /// <param name="option">The option's name, for the error.</param>
    /// <exception cref="BadInputException">It is no such range, or empty.</exception>
    public static FrameRange Parse(string option, string text)
    {
        var parts = text.Split("..");
        var isRange = parts.Length == 2 && text != "..";
        var first = isRange && parts[0].Length == 0 ? 0 : Number(parts[0]);
        var last = isRange && parts[1].Length == 0 ? int.MaxValue : Number(parts[^1]);
        return parts.Length <= 2 && first is { } from && last is { } to && from <= to
            ? new FrameRange(from, to)
            : throw new BadInputException($"{option} {text}", "", "expected frames A..B with A at most B, such as 0..99");
    }

    /// <summary>The range in a film, with its end put in where it was left open.</summary>
    /// <param name="frameCount">Frames of the film.</param>
    /// <exception cref="BadInputException">An end of it lies beyond the film.</exception>
    public FrameRange Within(int frameCount) => First < frameCount && (Last < frameCount || Last == int.MaxValue)
        ? new FrameRange(First, Math.Min(Last, frameCount - 1))
        : throw new BadInputException($"--frames {this}", "", string.Create(CultureInfo.InvariantCulture, $"expected frames from 0 to {frameCount - 1}: the film has {frameCount}"));

    public override string ToString() => Last == int.MaxValue ? $"{First}.." : $"{First}..{Last}";

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
