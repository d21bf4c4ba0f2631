using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Output;

/// <summary>Where a file goes that <c>-o</c> names, settled before anything is computed.</summary>
internal static class OutputFile
{
    /// <returns>The file, absolute.</returns>
    /// <exception cref="BadInputException">It has none of the endings, or nothing can be written there.</exception>
    public static string From(string path, params IReadOnlyCollection<string> endings)
    {
        RequireEnding(path, endings, endings);
        return Writable(path);
    }

    /// <param name="path">The file.</param>
    /// <param name="endings">Those it may have.</param>
    /// <param name="named">Those the error names.</param>
    /// <exception cref="BadInputException">It has none of them.</exception>
    public static void RequireEnding(string path, IReadOnlyCollection<string> endings, IReadOnlyCollection<string> named)
    {
        if (!endings.Contains(Path.GetExtension(path).ToLowerInvariant())) throw new BadInputException($"-o {path}", "", $"expected a file ending in {string.Join(" or ", named)}");
    }

    /// <returns>The file, absolute.</returns>
    /// <exception cref="BadInputException">It is a folder, or in none that exists.</exception>
    public static string Writable(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new BadInputException($"-o {path}", "", "expected a file, found a folder");
        if (Path.GetDirectoryName(full) is not { } folder || !Directory.Exists(folder)) throw new BadInputException($"-o {path}", "", "expected a folder that exists");
        return full;
    }
}
