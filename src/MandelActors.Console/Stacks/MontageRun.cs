using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Store;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stacks;

/// <summary><c>mandel stack montage</c>: some levels side by side in one picture.</summary>
internal static class MontageRun
{
    /// <summary>Between two levels, in pixels.</summary>
    private const int Gap = 4;

    /// <summary>What shows between and behind levels: the grey of a table, which no interior has.</summary>
    private const byte Paper = 0x40;

    /// <summary>So many go into one row.</summary>
    private const int FewLevels = 4;

    /// <summary>Wider or higher than this no viewer shows it.</summary>
    private const int LongestSide = 32_768;

    private const int MostLevels = 10_000;

    /// <param name="options">Scene and slice; without a slice the first, the middle and the last level are shown.</param>
    /// <param name="colours">How.</param>
    /// <param name="perRow">Levels in a row; null for a shape that is about as wide as high.</param>
    /// <param name="output">A <c>.png</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<int> RunAsync(StackOptions options, StackColours colours, int? perRow, string output, CancellationToken cancellationToken)
    {
        var input = StackInput.From(options);
        var file = OutputFile.From(output, ".png");
        if (perRow is < 1) throw new BadInputException($"--columns {perRow}", "", "expected at least 1");
        if (!options.Json) Remarks.Print(input.Notes);
        var sheet = await Task.Run(() => Draw(input, options, colours, perRow, cancellationToken), cancellationToken).ConfigureAwait(false);
        DurableFile.Write(file, stream => PngWriter.Write(stream, sheet, new PngOptions { Effort = PngEffort.Small }));
        if (options.Json) JsonLine.Write(System.Console.Out, json => json.WriteString("file", output));
        else System.Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {sheet.Width}×{sheet.Height}"));
        return ExitCode.Done;
    }

    private static RgbImage Draw(StackInput input, StackOptions options, StackColours colours, int? perRow, CancellationToken cancellationToken)
    {
        using var levels = new StackLevels(input);
        var last = input.Scene.Levels - 1;
        IReadOnlyList<int> chosen = options.HasSlice
            ? [.. Enumerable.Range(0, Math.Min(levels.Count, MostLevels + 1)).Select(position => (int)levels.Levels[position])]
            : [.. new[] { 0, last / 2, last }.Distinct()];
        var columns = Math.Min(perRow ?? (chosen.Count <= FewLevels ? FewLevels : (int)Math.Ceiling(Math.Sqrt(chosen.Count * (double)levels.Height / levels.Width))), chosen.Count);
        var rows = (chosen.Count + columns - 1) / columns;
        var (width, height) = (columns * (levels.Width + (long)Gap) - Gap, rows * (levels.Height + (long)Gap) - Gap);
        if (chosen.Count > MostLevels) throw new BadInputException("--slice", "", $"expected at most {MostLevels} levels, found {levels.Count}");
        if (width > LongestSide || height > LongestSide)
            throw new BadInputException("--slice", "", $"expected a sheet of at most {LongestSide} pixels a side, found {width}×{height}; take fewer levels or every second pixel");
        var sheet = new RgbImage((int)width, (int)height);
        Array.Fill(sheet.Pixels, Paper);
        var pictures = new StackPictures(levels, chosen, colours);
        using var display = new LevelDisplay(options.Json, chosen.Count);
        pictures.Prepare(display.Show, cancellationToken);
        for (var i = 0; i < chosen.Count; i++)
        {
            pictures.Draw(i, sheet, i % columns * (levels.Width + Gap), i / columns * (levels.Height + Gap), cancellationToken);
            display.Show(i + 1);
        }

        return sheet;
    }
}
