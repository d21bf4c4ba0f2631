using MandelActors.Imaging;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stacks;

/// <summary>How the levels of a stack are shown.</summary>
/// <param name="Palette">From the least value to the largest.</param>
/// <param name="Interior">The colour of pixels inside.</param>
/// <param name="EachItsOwn">Whether every level has a contrast of its own, and not all of them one.</param>
/// <param name="Logarithmic">Whether the logarithm of a value is shown.</param>
internal sealed record StackColours(Palette Palette, Rgb Interior, bool EachItsOwn, bool Logarithmic)
{
    /// <exception cref="BadInputException">A name is unknown.</exception>
    public static StackColours From(string palette, string contrast, string scale)
    {
        if (!Palette.TryGet(palette, out var found)) throw new BadInputException($"--palette {palette}", "", $"expected one of {string.Join(", ", Palette.Names)}");
        return new StackColours(found, default, OneOf("--contrast", contrast, "all", "each") == "each", OneOf("--scale", scale, "linear", "log") == "log");
    }

    private static string OneOf(string option, string word, params string[] words) =>
        words.Contains(word) ? word : throw new BadInputException($"{option} {word}", "", $"expected {string.Join(" or ", words)}");
}
