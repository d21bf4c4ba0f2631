using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stills;

/// <summary>Where a still goes and in which form, settled before anything is computed.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="IsField">True: numbers as <c>.npy</c>; false: a picture as <c>.png</c>.</param>
/// <param name="IsDistance">Whether the numbers are distances, not counts.</param>
internal sealed record StillFile(string Path, bool IsField, bool IsDistance)
{
    /// <param name="path">The file.</param>
    /// <param name="field">What a <c>.npy</c> shall hold, or null.</param>
    /// <param name="otherEndings">Endings that the verb takes besides, for the error.</param>
    /// <exception cref="BadInputException">The ending is unknown, or nothing can be written there.</exception>
    public static StillFile From(string path, string? field, params IReadOnlyList<string> otherEndings)
    {
        var origin = $"-o {path}";
        var ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (".png" or ".npy")) throw new BadInputException(origin, "", $"expected a file ending in {string.Join(" or ", [".png", ".npy", .. otherEndings])}");
        if (field is not (null or "counts" or "distance")) throw new BadInputException($"--field {field}", "", "expected counts or distance");
        if (field is not null && ending != ".npy") throw new BadInputException($"--field {field}", "", "expected -o FILE.npy beside it: a picture has its colour.map");
        var full = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new BadInputException(origin, "", "expected a file, found a folder");
        if (System.IO.Path.GetDirectoryName(full) is not { } folder || !Directory.Exists(folder))
            throw new BadInputException(origin, "", "expected a folder that exists");
        return new StillFile(full, ending == ".npy", field == "distance");
    }
}
