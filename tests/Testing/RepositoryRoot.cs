namespace MandelActors.Testing;

/// <summary>The folder of the checkout this test was built from.</summary>
public static class RepositoryRoot
{
    private const string Mark = "MandelActors.sln";

    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    /// <summary><c>Debug</c> or <c>Release</c>: how this test was built, and so which build of the program it may run.</summary>
    public static string Configuration { get; } = FindConfiguration(AppContext.BaseDirectory);

    /// <returns>Absolute path of a file or folder below the root.</returns>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <exception cref="DirectoryNotFoundException">No folder above <paramref name="start"/> holds the solution.</exception>
    private static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Mark))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"no folder above {start} holds {Mark}");
    }

    private static string FindConfiguration(string output)
    {
        string[] parts = output.Split(System.IO.Path.DirectorySeparatorChar);
        int bin = Array.LastIndexOf(parts, "bin");
        return bin >= 0 && bin + 1 < parts.Length ? parts[bin + 1] : "Debug";
    }
}
