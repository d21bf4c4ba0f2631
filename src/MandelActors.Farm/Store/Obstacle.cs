namespace MandelActors.Farm.Store;

/// <summary>What somebody put where a file of ours belongs: a folder in its place, or a file in place of a folder above it. It is never removed, since nobody knows whose it is.</summary>
public static class Obstacle
{
    /// <summary>What stands in a file's way.</summary>
    /// <param name="path">The file's place.</param>
    /// <returns>A few words that name it; null for nothing.</returns>
    public static string? At(string path)
    {
        if (Directory.Exists(path)) return $"'{path}' is a folder where a file belongs";
        for (string? above = Path.GetDirectoryName(path); above is not null && !Directory.Exists(above); above = Path.GetDirectoryName(above))
            if (File.Exists(above)) return AsFile(above);
        return null;
    }

    /// <summary>The words for a file in a folder's place.</summary>
    public static string AsFile(string path) => $"'{path}' is a file where a folder belongs";

    /// <summary>What stands in the way of any of several files.</summary>
    /// <inheritdoc cref="At" path="/returns"/>
    public static string? AtAny(IEnumerable<string> paths) => paths.Select(At).FirstOrDefault(found => found is not null);

    /// <summary>The same words, with what helps.</summary>
    public static string Explain(string obstacle) => $"{obstacle}; move it away, then retry";

    /// <summary>Says at once what a write would fail at in the end.</summary>
    /// <exception cref="ObstructedException">Something is where the file belongs.</exception>
    public static void Refuse(string path)
    {
        if (At(path) is { } found) throw new ObstructedException(found);
    }
}
