using System.Diagnostics;

namespace MandelActors.Testing;

/// <summary>A fresh folder that disappears with everything in it when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Nobody who was killed writes for nearly as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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
        Stopwatch waited = Stopwatch.StartNew();
        while (Directory.Exists(Path))
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (UnauthorizedAccessException) when (waited.Elapsed < Patience)
            {
                // A test took write permission away and failed before giving it back.
                Restore(new DirectoryInfo(Path));
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                // What was killed a moment ago made a last file while its folder was being emptied.
                Thread.Yield();
            }
        }
    }

    private static void Restore(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (DirectoryInfo child in folder.EnumerateDirectories()) Restore(child);
    }
}
