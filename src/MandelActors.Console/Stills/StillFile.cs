using MandelActors.Console.Output;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stills;

/// <summary>Where a still goes and in which form, settled before anything is computed.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="IsField">True: numbers as <c>.npy</c>; false: a picture as <c>.png</c>.</param>
/// <param name="IsDistance">Whether the numbers are distances, not counts.</param>
internal sealed record StillFile(string Path, bool IsField, bool IsDistance)
{
    private static readonly string[] Endings = [".png", ".npy"];

    /// <param name="path">The file.</param>
    /// <param name="field">What a <c>.npy</c> shall hold, or null.</param>
    /// <param name="otherEndings">Endings that the verb takes besides, for the error.</param>
    /// <exception cref="BadInputException">The ending is unknown, or nothing can be written there.</exception>
    public static StillFile From(string path, string? field, params IReadOnlyList<string> otherEndings)
    {
        OutputFile.RequireEnding(path, Endings, [.. Endings, .. otherEndings]);
        var isField = System.IO.Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase);
        if (field is not (null or "counts" or "distance")) throw new BadInputException($"--field {field}", "", "expected counts or distance");
        if (field is not null && !isField) throw new BadInputException($"--field {field}", "", "expected -o FILE.npy beside it: a picture has its colour.map");
        return new StillFile(OutputFile.Writable(path), isField, field == "distance");
    }
}
