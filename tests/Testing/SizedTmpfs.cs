using System.Diagnostics;
using System.Globalization;

namespace MandelActors.Testing;

/// <summary>A mounted file system in memory that is full when it holds its size: a real ENOSPC.</summary>
public sealed class SizedTmpfs : IDisposable
{
    private SizedTmpfs(string path)
    {
        Path = path;
    }

    /// <summary>Absolute path of the mount point.</summary>
    public string Path { get; }

    /// <summary>Bytes that can still be written.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    private string Ballast => System.IO.Path.Combine(Path, ".ballast");

    /// <param name="bytes">Size, rounded up to whole pages by the kernel.</param>
    /// <exception cref="InvalidOperationException">The mount was refused; <see cref="Lacking.Mounting"/> says so beforehand.</exception>
    public static SizedTmpfs Mount(long bytes)
    {
        string path = Directory.CreateTempSubdirectory("mandel-tmpfs-").FullName;
        string size = bytes.ToString(CultureInfo.InvariantCulture);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size},mode=0777", "mandel-test", path) is { } refusal)
        {
            Directory.Delete(path);
            throw new InvalidOperationException($"mount of a tmpfs was refused: {refusal}");
        }

        return new SizedTmpfs(path);
    }

    /// <returns>Null where a tmpfs can be mounted, else the reason it cannot.</returns>
    internal static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "a tmpfs of given size exists on Linux only";
        if (!Environment.IsPrivilegedProcess) return "mounting a tmpfs needs root";
        try
        {
            using SizedTmpfs probe = Mount(64 * 1024);
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>Takes up space until at most <paramref name="leave"/> bytes are free.</summary>
    public void Fill(long leave)
    {
        const int noSpace = 28;
        using FileStream stream = new(Ballast, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        byte[] page = new byte[4096];
        while (FreeBytes > leave)
        {
            try
            {
                stream.Write(page);
            }
            catch (IOException full) when (full.HResult == noSpace)
            {
                // Somebody else took the last page.
            }
        }
    }

    /// <summary>Gives back at once what <see cref="Fill"/> took.</summary>
    public void Relieve()
    {
        // Emptied, not only deleted: a program that another test starts may hold the file for a moment between fork and exec.
        File.WriteAllBytes(Ballast, []);
        File.Delete(Ballast);
    }

    /// <summary>Refuses every write from here on.</summary>
    /// <exception cref="InvalidOperationException">The remount was refused.</exception>
    public void MakeReadOnly()
    {
        if (Run("mount", "-o", "remount,ro", Path) is { } refusal) throw new InvalidOperationException($"remount was refused: {refusal}");
    }

    public void Dispose()
    {
        // Lazy: a child that was just killed may hold the mount for another moment.
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string? Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
