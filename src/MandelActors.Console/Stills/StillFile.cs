using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stills;

/// <summary>Where a still goes and in which form, settled before anything is computed.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="IsField">True: counts as <c>.npy</c>; false: a picture as <c>.png</c>.</param>
internal sealed record StillFile(string Path, bool IsField)
{
    /// <exception cref="BadInputException">The ending is unknown, or nothing can be written there.</exception>
    public static StillFile From(string path)
    {
        var origin = $"-o {path}";
        var ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (".png" or ".npy")) throw new BadInputException(origin, "", "expected a file ending in .png or .npy");
        var full = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new BadInputException(origin, "", "expected a file, found a folder");
        if (System.IO.Path.GetDirectoryName(full) is not { } folder || !Directory.Exists(folder))
            throw new BadInputException(origin, "", "expected a folder that exists");
        return new StillFile(full, ending == ".npy");
    }
}
