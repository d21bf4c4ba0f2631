using MandelActors.Testing;

namespace MandelActors.DeployTests.Harness;

/// <summary>The folder <c>deploy/</c> of this checkout.</summary>
internal static class DeployFolder
{
    public static string Path { get; } = RepositoryRoot.Combine("deploy");

    /// <summary>What <c>secrets.sh</c> makes, made once.</summary>
    public static IReadOnlyDictionary<string, string> Secrets { get; } = MakeSecrets();

    /// <returns>Absolute path of a file or folder of <c>deploy/</c>.</returns>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <returns>All files that belong to the checkout, relative to <c>deploy/</c>, in order.</returns>
    public static IReadOnlyList<string> Files() =>
    [
        .. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/secrets/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Copies <c>deploy/</c>, without secrets that somebody made there.</summary>
    public static void CopyTo(string folder)
    {
        foreach (string file in Files())
        {
            string copy = System.IO.Path.Combine(folder, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(Combine(file), copy);
        }
    }

    private static Dictionary<string, string> MakeSecrets()
    {
        using TemporaryFolder home = new();
        ToolRun.Of("bash", Combine("secrets.sh"), home.Path).ShouldBeClean();
        return Directory.EnumerateFiles(home.Path).ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllText);
    }
}
