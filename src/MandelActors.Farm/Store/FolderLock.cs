using System.Globalization;
using System.Text;

namespace MandelActors.Farm.Store;

/// <summary>A job's folder belongs to this process until disposed of, or until the process ends in whatever way.</summary>
/// <remarks>The operating system holds the lock, so a killed process leaves none behind. The file stays: removing it would let two
/// processes lock two files of one name.</remarks>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Takes the folder, which must exist.</summary>
    /// <exception cref="FolderInUseException">Another process has it.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static FolderLock Acquire(JobFolder folder)
    {
        // Windows refuses other writers and lets them read who it is; Unix locks the whole file, and reading past the lock is UnixFile's.
        var share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
        FileStream file;
        try
        {
            file = new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
        }
        catch (IOException problem) when (problem is not (FileNotFoundException or DirectoryNotFoundException) && !DiskFull.Is(problem) && !Unwritable.Is(problem))
        {
            throw new FolderInUseException(folder.Path, OwnerOf(folder.Lock));
        }

        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new FolderLock(file);
    }

    public void Dispose()
    {
        _file.SetLength(0);
        _file.Dispose();
    }

    private static string OwnerOf(string path)
    {
        if (!OperatingSystem.IsWindows()) return UnixFile.ReadLocked(path).Trim();
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(file).ReadToEnd().Trim();
    }
}
