namespace MandelActors.Imaging;

/// <summary>A name that is not in a closed list; the message gives the nearest name and all of them.</summary>
public sealed class UnknownNameException : ArgumentException
{
    /// <param name="what">What was to be named, such as <c>palette</c>.</param>
    /// <param name="given">The name as it was given.</param>
    /// <param name="known">Every name there is, at least one.</param>
    public UnknownNameException(string what, string given, IReadOnlyList<string> known)
        : base($"unknown {what} '{given}': did you mean '{NearestOf(given, known)}'? There are: {string.Join(", ", known)}")
    {
        Nearest = NearestOf(given, known);
        Known = known;
    }

    /// <summary>The known name fewest edits away, the first of several.</summary>
    public string Nearest { get; }

    public IReadOnlyList<string> Known { get; }

    private static string NearestOf(string given, IReadOnlyList<string> known) =>
        known.MinBy(name => Edits(given.ToUpperInvariant(), name.ToUpperInvariant()))!;

    // Levenshtein's distance, one row of the table at a time.
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j - 1], diagonal) + 1);
            }
        }

        return row[b.Length];
    }
}
