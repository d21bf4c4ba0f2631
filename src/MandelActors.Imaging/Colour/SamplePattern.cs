namespace MandelActors.Imaging.Colour;

/// <summary>Where in a pixel its samples lie.</summary>
/// <remarks>
/// n samples stand on an n × n grid over the pixel, one in every column and one in every row, so their mean is the pixel's centre and any upright edge is
/// met by them one at a time. Among all such arrangements those below have the largest shortest distance, first counting the samples of the pixels
/// around, then within the pixel (found by exhaustive search).
/// </remarks>
public static class SamplePattern
{
    /// <summary>Most samples a pixel may have.</summary>
    public const int Most = 16;

    // The row of the sample in each column.
    private static readonly int[][] Rows =
    [
        [0],
        [0, 1],
        [1, 0, 2],
        [1, 3, 0, 2],
        [0, 2, 4, 1, 3],
        [0, 2, 4, 1, 5, 3],
        [2, 5, 0, 3, 6, 1, 4],
        [0, 3, 6, 1, 4, 7, 2, 5],
        [2, 5, 8, 1, 4, 7, 0, 3, 6],
        [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
        [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8],
        [0, 3, 6, 9, 1, 4, 10, 7, 2, 11, 5, 8],
        [0, 5, 10, 2, 7, 12, 4, 9, 1, 6, 11, 3, 8],
        [3, 7, 11, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10],
        [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11],
        [0, 4, 9, 13, 2, 7, 15, 10, 5, 1, 12, 8, 3, 14, 6, 11],
    ];

    private static readonly IReadOnlyList<(double X, double Y)>[] Patterns = [.. Rows.Select(Pattern)];

    /// <param name="samples">1 … 16.</param>
    /// <returns>Shifts right and down from the pixel's centre, in pixels, each inside −½ … ½; one sample is (0, 0).</returns>
    public static IReadOnlyList<(double X, double Y)> Offsets(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, Most);
        return Patterns[samples - 1];
    }

    private static IReadOnlyList<(double X, double Y)> Pattern(int[] rows) =>
        [.. rows.Select((row, column) => (Centre(column, rows.Length), Centre(row, rows.Length)))];

    private static double Centre(int cell, int n) => (2 * cell + 1 - n) / (2.0 * n);
}
