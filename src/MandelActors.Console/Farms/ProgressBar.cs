using Spectre.Console;

namespace MandelActors.Console.Farms;

/// <summary>A bar and what it means, in one line.</summary>
internal static class ProgressBar
{
    private const int Width = 32;

    /// <param name="share">How much is done, 0 … 1; what lies outside is taken for the nearer end.</param>
    /// <param name="colour">Of the part that is done.</param>
    /// <param name="text">What stands beside it.</param>
    public static Markup Draw(double share, string colour, string text)
    {
        var full = (int)(Width * Math.Clamp(share, 0, 1));
        return new Markup($"[{colour}]{new string('━', full)}[/][grey]{new string('━', Width - full)}[/] {Markup.Escape(text)}");
    }
}
