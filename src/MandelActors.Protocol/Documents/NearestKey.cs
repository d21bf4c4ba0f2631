namespace MandelActors.Protocol.Documents;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class NearestKey
{
    /// <summary>The candidate with the smallest edit distance, or null where none is near enough to be meant.</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        // A long key pasted by mistake must not cost quadratic time; nothing we know is that long.
        if (word.Length > 64) return null;
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(pair => pair.Item2);
        return best.Item2 <= Math.Max(1, word.Length / 2) ? best.Item1 : null;
    }

    /// <summary>The words <c> (did you mean X?)</c>, or nothing.</summary>
    public static string Suggestion(string word, IEnumerable<string> candidates) =>
        Of(word, candidates) is { } nearest ? $" (did you mean \"{nearest}\"?)" : "";

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1.</summary>
    /// <remarks>Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964.</remarks>
    public static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    distance = Math.Min(distance, rows[i - 2, j - 2] + 1);
                rows[i, j] = distance;
            }
        }

        return rows[left.Length, right.Length];
    }
}
