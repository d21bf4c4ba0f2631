using System.Security.Cryptography;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Imaging;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Store;

/// <summary>The frames of one job on disk. Thread-safe, as long as one attempt is written by one caller.</summary>
/// <remarks>
/// A worker writes <c>.frame.attempt.tmp</c>, one for each part of the frame, flushed and hashed; the job renames it, flushes the directory, and journals it
/// (src/decisions/0006-frame-commit.md). So a final name is always complete, and a frame in the journal is always on disk.
/// </remarks>
public sealed class FrameStore
{
    private readonly IFrameFiles _files;

    /// <param name="folder">Where attempts are written.</param>
    /// <param name="files">Where frames go; null for a film's pictures.</param>
    public FrameStore(JobFolder folder, IFrameFiles? files = null)
    {
        Folder = folder;
        _files = files ?? new PngFiles(folder);
    }

    public JobFolder Folder { get; }

    /// <summary>Which files the frames are.</summary>
    public IFrameFiles Files => _files;

    /// <summary>The files that the frames of a scene are.</summary>
    public static IFrameFiles FilesOf(Scene scene, JobFolder folder) => scene switch
    {
        FilmScene => new PngFiles(folder),
        StackScene stack => new ZarrFiles(StackMapping.CodecOf(stack), folder.Product ?? folder.Fields),
        _ => throw new ArgumentException($"unknown scene {scene.GetType().Name}", nameof(scene)),
    };

    /// <summary>Bytes this user may still write.</summary>
    public long FreeBytes => new DriveInfo(Folder.Path).AvailableFreeSpace;

    /// <summary>Size of the whole disk.</summary>
    public long DiskBytes => new DriveInfo(Folder.Path).TotalSize;

    /// <summary>Writes an attempt's files, flushes them to disk and hashes them.</summary>
    /// <returns>The hash of all parts one after the other, and the sum of their sizes.</returns>
    /// <exception cref="IOException">The disk would not take it (<see cref="DiskFull"/>); nothing is left behind.</exception>
    public WrittenFrame Write(FrameNumber frame, Attempt attempt, IFrameContent content)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            for (int part = 0; part < content.Parts; part++) bytes += WritePart(Folder.Temporary(frame, attempt, part), content, part, hash);
            Failpoint.Hit(Failpoint.FrameWritten);
            return new WrittenFrame(Sha256Hash.FromBytes(hash.GetHashAndReset()), bytes);
        }
        catch
        {
            Discard(frame, attempt);
            throw;
        }
    }

    private long WritePart(string path, IFrameContent content, int part, IncrementalHash hash)
    {
        using FileStream file = Create(path);
        using HashingStream hashing = new(file, hash);
        content.WritePart(part, hashing);
        file.Flush(flushToDisk: true);
        return hashing.Length;
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

    /// <summary>Gives attempts their frames' final names, then makes the names durable: one flush of each directory for all of them.</summary>
    /// <returns>The frames that something else is in the place of, and what: they were not committed, all others were.</returns>
    /// <exception cref="IOException">A file is gone or the directory cannot be changed; some names may be changed already, which a second try puts right.</exception>
    public IReadOnlyDictionary<FrameNumber, string> Commit(IReadOnlyCollection<(FrameNumber Frame, Attempt Attempt)> attempts)
    {
        HashSet<string> directories = [];
        Dictionary<FrameNumber, string> obstructed = [];
        foreach (var (frame, attempt) in attempts)
        {
            var paths = _files.PathsOf(frame);
            try
            {
                for (int part = 0; part < paths.Count; part++)
                {
                    Move(Folder.Temporary(frame, attempt, part), paths[part]);
                    directories.Add(Path.GetDirectoryName(paths[part])!);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && Obstacle.AtAny(paths) is { } found)
            {
                obstructed[frame] = found;
            }
        }

        foreach (string directory in directories) UnixFile.FlushDirectory(directory);
        Failpoint.Hit(Failpoint.FrameRenamed);
        return obstructed;
    }

    /// <summary>The first frame in a folder of its own makes it; and one that somebody removed is made again.</summary>
    private static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (DirectoryNotFoundException) when (File.Exists(from))
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
        }
    }

    /// <summary>Removes an attempt's files, those there are.</summary>
    public void Discard(FrameNumber frame, Attempt attempt)
    {
        if (!Directory.Exists(Folder.Frames)) return;
        for (int part = 0; part < _files.PathsOf(frame).Count; part++) File.Delete(Folder.Temporary(frame, attempt, part));
    }

    /// <summary>Compares a frame's file with what the journal says of it: there, of that size, those bytes, and decodable to the last pixel.</summary>
    /// <returns>What is wrong, in a few words; null if nothing is.</returns>
    public string? DamageOf(FrameNumber frame, FrameResult expected) => DamageOf(frame, expected, _files.PathsOf(frame));

    /// <summary>Compares an attempt's files, not committed yet, with what somebody says of them.</summary>
    /// <inheritdoc cref="DamageOf(FrameNumber, FrameResult)"/>
    public string? DamageOf(FrameNumber frame, Attempt attempt, FrameResult expected) =>
        DamageOf(frame, expected, [.. Enumerable.Range(0, _files.PathsOf(frame).Count).Select(part => Folder.Temporary(frame, attempt, part))]);

    private string? DamageOf(FrameNumber frame, FrameResult expected, IReadOnlyList<string> paths)
    {
        try
        {
            var parts = ReadParts(frame, expected, paths);
            for (int part = 0; part < parts.Count; part++) _files.Decode(frame, part, parts[part]);
            return null;
        }
        catch (DamagedFrameException damage)
        {
            return damage.Damage;
        }
        catch (InvalidDataException damage)
        {
            return $"it does not decode: {damage.Message}";
        }
    }

    /// <summary>Reads a picture and verifies it completely.</summary>
    /// <param name="frame">Which frame.</param>
    /// <param name="expected">What the journal says of it.</param>
    /// <param name="reused">A picture whose memory may be used again, if there is one.</param>
    /// <exception cref="DamagedFrameException">It is missing, or not what the journal says.</exception>
    public RgbImage Read(FrameNumber frame, FrameResult expected, RgbImage? reused = null)
    {
        byte[] content = ReadParts(frame, expected, _files.PathsOf(frame))[0];
        try
        {
            return PngFiles.Read(content, reused);
        }
        catch (InvalidDataException problem)
        {
            throw new DamagedFrameException(frame, $"it does not decode: {problem.Message}", problem);
        }
    }

    /// <summary>The bytes of every part, as they were committed.</summary>
    /// <exception cref="DamagedFrameException">Something is missing, or not what the journal says.</exception>
    private static List<byte[]> ReadParts(FrameNumber frame, FrameResult expected, IReadOnlyList<string> paths)
    {
        try
        {
            List<byte[]> parts = [];
            long left = expected.Bytes;
            foreach (string path in paths)
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                left -= file.Length;
                // Before a large file of somebody else is read for nothing.
                if (left < 0) break;
                byte[] content = new byte[file.Length];
                file.ReadExactly(content);
                parts.Add(content);
            }

            if (left != 0) throw new DamagedFrameException(frame, $"it has {(left < 0 ? "more" : $"{expected.Bytes - left}")} bytes, not {expected.Bytes}");
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (byte[] part in parts) hash.AppendData(part);
            if (Sha256Hash.FromBytes(hash.GetHashAndReset()) != expected.Sha256) throw new DamagedFrameException(frame, "its bytes differ from those that were committed");
            return parts;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException && Obstacle.AtAny(paths) is { } found)
        {
            throw new DamagedFrameException(frame, found, problem);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DamagedFrameException(frame, "it is missing", problem);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new DamagedFrameException(frame, $"it cannot be read: {problem.Message}", problem);
        }
    }
}
