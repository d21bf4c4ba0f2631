namespace MandelActors.Testing;

/// <summary>A fresh folder that disappears with everything in it when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("mandel-test-").FullName;
    }

    /// <summary>Absolute path; the folder exists.</summary>
    public string Path { get; }

    /// <returns>Absolute path below the folder; nothing is created.</returns>
    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        if (!Directory.Exists(Path)) return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // A test took write permission away and failed before giving it back.
            Restore(new DirectoryInfo(Path));
            Directory.Delete(Path, recursive: true);
        }
    }

    private static void Restore(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (DirectoryInfo child in folder.EnumerateDirectories()) Restore(child);
    }
}
