using Spectre.Console;

namespace MandelActors.Console.Output;

/// <summary>Lines for people: marked and coloured on a terminal, plain and unwrapped anywhere else.</summary>
public static class Report
{
    /// <summary>Something that is as it should be.</summary>
    public static void Good(string what, string detail) => Line("green", "ok", what, detail);

    /// <summary>Something one can do without.</summary>
    public static void Missing(string what, string detail) => Line("yellow", "--", what, detail);

    /// <summary>Something without which the work cannot be done.</summary>
    public static void Bad(string what, string detail) => Line("red", "!!", what, detail);

    /// <summary>A line with a bold beginning.</summary>
    public static void Fact(string what, string detail) => Line("bold", "", what, detail);

    private static void Line(string style, string mark, string what, string detail)
    {
        var margin = mark.Length == 0 ? "" : $"{mark}  ";
        // A redirected console has no width to wrap at, and colour codes would spoil a file.
        if (System.Console.IsOutputRedirected)
            System.Console.Out.WriteLine($"{margin}{what,-12} {detail}");
        else
            AnsiConsole.MarkupLine($"[{style}]{Markup.Escape($"{margin}{what,-12}")}[/] {Markup.Escape(detail)}");
    }
}
