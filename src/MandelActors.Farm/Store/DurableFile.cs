namespace MandelActors.Farm.Store;

/// <summary>Writes a file of a job's folder so that after a crash it is there completely or not at all.</summary>
public static class DurableFile
{
    /// <summary>Writes beside the target, flushes to disk, renames over it, flushes the directory.</summary>
    /// <param name="path">The target; replaced if it exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ObstructedException">Something else is where the file belongs, or the one beside it.</exception>
    /// <exception cref="IOException">The disk would not take it; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, JobFolder.TemporaryBeside(Path.GetFileName(path)));
        Obstacle.Refuse(path);
        Obstacle.Refuse(temporary);
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a file that is never replaced: of several that write it at once one does, and what is there already stays.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk would not take it; nothing is left behind.</exception>
    public static void WriteOnce(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(path)!;
        string own = Path.Combine(folder, JobFolder.TemporaryBeside($"{Path.GetFileName(path)}.{Guid.NewGuid():N}"));
        try
        {
            using (FileStream stream = new(own, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another was first.
        }
        finally
        {
            File.Delete(own);
        }

        UnixFile.FlushDirectory(folder);
    }

    /// <summary>Gives a flushed temporary file its final name, durably.</summary>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        UnixFile.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes a folder with all that is in it, durably; one that is not there is no error.</summary>
    /// <exception cref="IOException">Something in it cannot be removed, or somebody else still writes there.</exception>
    /// <exception cref="UnauthorizedAccessException">Something in it may not be removed.</exception>
    public static void RemoveFolder(string path)
    {
        if (!Directory.Exists(path)) return;
        Directory.Delete(path, recursive: true);
        UnixFile.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates a folder and those above it, durably.</summary>
    /// <exception cref="ObstructedException">A file is where one of them belongs.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (File.Exists(path)) throw new ObstructedException(Obstacle.AsFile(path));
        string? parent = Path.GetDirectoryName(path);
        if (parent is not null) CreateFolder(parent);
        Directory.CreateDirectory(path);
        if (parent is not null) UnixFile.FlushDirectory(parent);
    }
}
