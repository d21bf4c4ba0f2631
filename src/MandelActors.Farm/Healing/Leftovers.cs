namespace MandelActors.Farm.Healing;

/// <summary>What a sweep found in a folder of frames.</summary>
/// <param name="Removed">Files in the making and frames that no journal knows, now gone.</param>
/// <param name="Foreign">Names of files that no version of the program writes; left alone.</param>
public sealed record Leftovers(int Removed, IReadOnlyList<string> Foreign)
{
    /// <summary>What could not go, each with its place and what helps: a folder under the name of a file, or a file that may not be removed.</summary>
    public IReadOnlyList<string> Obstacles { get; init; } = [];
}
