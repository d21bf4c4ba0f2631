using MandelActors.Testing;

namespace MandelActors.Architecture.Tests.Style;

/// <summary>One text file of the checkout.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Text">The whole content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly HashSet<string> NotOurs = [".git", ".vs", ".idea", "bin", "obj", "artifacts", "renders", "TestResults"];

    private static readonly HashSet<string> Binary = [".png", ".apng", ".npy", ".db", ".gif", ".ico", ".mp4"];

    /// <summary>Every text file below the root that is no product of a build.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Walk(new DirectoryInfo(RepositoryRoot.Path))];

    public string FileName => System.IO.Path.GetFileName(Path);

    public string[] Lines => Text.Split('\n');

    private static IEnumerable<SourceFile> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            // In a work tree of git, .git is a file.
            if (NotOurs.Contains(file.Name) || Binary.Contains(file.Extension)) continue;
            yield return new SourceFile(
                System.IO.Path.GetRelativePath(RepositoryRoot.Path, file.FullName).Replace('\\', '/'),
                File.ReadAllText(file.FullName));
        }

        foreach (DirectoryInfo child in folder.EnumerateDirectories())
        {
            if (NotOurs.Contains(child.Name)) continue;
            foreach (SourceFile file in Walk(child)) yield return file;
        }
    }
}
