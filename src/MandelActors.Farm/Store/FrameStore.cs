using System.Security.Cryptography;
using MandelActors.Farm.Faults;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Store;

/// <summary>The frames of one job on disk. Thread-safe, as long as one attempt is written by one caller.</summary>
/// <remarks>
/// A worker writes <c>.frame.attempt.tmp</c>, flushed and hashed; the job renames it, flushes the directory, and journals it
/// (src/decisions/0006-frame-commit.md). So a final name is always complete, and a frame in the journal is always on disk.
/// </remarks>
public sealed class FrameStore
{
    public FrameStore(JobFolder folder)
    {
        Folder = folder;
    }

    public JobFolder Folder { get; }

    /// <summary>Bytes this user may still write.</summary>
    public long FreeBytes => new DriveInfo(Folder.Path).AvailableFreeSpace;

    /// <summary>Size of the whole disk.</summary>
    public long DiskBytes => new DriveInfo(Folder.Path).TotalSize;

    /// <summary>Writes an attempt's file, flushes it to disk and hashes it.</summary>
    /// <param name="encode">Writes the frame's bytes.</param>
    /// <exception cref="IOException">The disk would not take it (<see cref="DiskFull"/>); nothing is left behind.</exception>
    public WrittenFrame Write(FrameNumber frame, Attempt attempt, Action<Stream> encode)
    {
        string path = Folder.Temporary(frame, attempt);
        try
        {
            WrittenFrame written;
            using (FileStream file = Create(path))
            {
                using HashingStream hashing = new(file);
                encode(hashing);
                file.Flush(flushToDisk: true);
                written = new WrittenFrame(hashing.Finish(), hashing.Length);
            }

            Failpoint.Hit(Failpoint.FrameWritten);
            return written;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A folder of frames that somebody removed meanwhile is made again; the healer finds what was in it.</summary>
    private FileStream Create(string path)
    {
        try
        {
            return Open();
        }
        catch (DirectoryNotFoundException) when (Directory.Exists(Folder.Path))
        {
            DurableFile.CreateFolder(Folder.Frames);
            return Open();
        }

        FileStream Open() => new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Gives attempts their frames' final names, then makes the names durable: one directory flush for all of them.</summary>
    /// <exception cref="IOException">A file is gone or the directory cannot be changed; some names may be changed already, which a second try puts right.</exception>
    public void Commit(IReadOnlyCollection<(FrameNumber Frame, Attempt Attempt)> attempts)
    {
        foreach (var (frame, attempt) in attempts) File.Move(Folder.Temporary(frame, attempt), Folder.Frame(frame), overwrite: true);
        UnixFile.FlushDirectory(Folder.Frames);
        Failpoint.Hit(Failpoint.FrameRenamed);
    }

    /// <summary>Removes an attempt's file, if there is one.</summary>
    public void Discard(FrameNumber frame, Attempt attempt) => File.Delete(Folder.Temporary(frame, attempt));

    /// <summary>Compares a frame's file with what the journal says of it: there, of that size, those bytes, and decodable to the last pixel.</summary>
    /// <returns>What is wrong, in a few words; null if nothing is.</returns>
    public string? DamageOf(FrameNumber frame, FrameResult expected)
    {
        try
        {
            Read(frame, expected);
            return null;
        }
        catch (DamagedFrameException damage)
        {
            return damage.Damage;
        }
    }

    /// <summary>Reads a frame and verifies it completely.</summary>
    /// <exception cref="DamagedFrameException">It is missing, or not what the journal says.</exception>
    public RgbImage Read(FrameNumber frame, FrameResult expected)
    {
        byte[] content;
        try
        {
            using FileStream file = new(Folder.Frame(frame), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length != expected.Bytes) throw new DamagedFrameException(frame, $"it has {file.Length} bytes, not {expected.Bytes}");
            content = new byte[file.Length];
            file.ReadExactly(content);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DamagedFrameException(frame, "it is missing", problem);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new DamagedFrameException(frame, $"it cannot be read: {problem.Message}", problem);
        }

        if (Sha256Hash.FromBytes(SHA256.HashData(content)) != expected.Sha256) throw new DamagedFrameException(frame, "its bytes differ from those that were committed");
        try
        {
            return PngReader.Read(new MemoryStream(content, writable: false));
        }
        catch (Exception problem) when (problem is DamagedImageException or NotSupportedException)
        {
            throw new DamagedFrameException(frame, $"it does not decode: {problem.Message}", problem);
        }
    }
}
