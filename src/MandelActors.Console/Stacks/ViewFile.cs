using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stacks;

/// <summary>Where a picture or film of a stack goes, settled before anything is computed.</summary>
internal static class ViewFile
{
    /// <returns>The file, absolute.</returns>
    /// <exception cref="BadInputException">It has none of the endings, or nothing can be written there.</exception>
    public static string From(string path, params string[] endings)
    {
        var origin = $"-o {path}";
        if (!endings.Contains(Path.GetExtension(path).ToLowerInvariant())) throw new BadInputException(origin, "", $"expected a file ending in {string.Join(" or ", endings)}");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new BadInputException(origin, "", "expected a file, found a folder");
        if (Path.GetDirectoryName(full) is not { } folder || !Directory.Exists(folder)) throw new BadInputException(origin, "", "expected a folder that exists");
        return full;
    }
}
