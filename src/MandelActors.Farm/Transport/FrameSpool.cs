using System.Globalization;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>Finished frames on a node's own disk, until a seed has taken them: they outlive a broken link, a dead seed, and this process. Thread-safe.</summary>
/// <remarks>
/// <c>held/JOB.IDENTITY.KIND/000012.frame</c>, beside <c>references/</c> and <c>.lock</c>. A frame is written as <c>.000012.ATTEMPT.tmp</c>,
/// flushed, and renamed; a start removes what was in the making, what is damaged, and what nobody asked for since long.
/// </remarks>
public sealed class FrameSpool : IDisposable
{
    private const string Ending = ".frame";

    private readonly TransportSettings _settings;
    private readonly TimeProvider _time;
    private readonly FolderLock _lock;
    private readonly string _held;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shelf> _shelves = [];
    private long _bytes;

    private FrameSpool(string path, TransportSettings settings, TimeProvider time)
    {
        Folder = new JobFolder(path);
        (_settings, _time) = (settings, time);
        _held = Folder.In("held");
        DurableFile.CreateFolder(_held);
        _lock = FolderLock.Acquire(Folder);
    }

    /// <summary>The spool's folder, where the references of deep frames have their place too.</summary>
    public JobFolder Folder { get; }

    /// <summary>Whether less is held than the settings allow. Frames that nobody asked for since long, as their job is over, make room.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                if (IsFull) RemoveForgotten();
                return !IsFull;
            }
        }
    }

    /// <summary>Frames that are held, and their bytes.</summary>
    public (int Frames, long Bytes) Content
    {
        get
        {
            lock (_gate) return (_shelves.Values.Sum(shelf => shelf.Frames.Count), _bytes);
        }
    }

    private bool IsFull => _bytes >= (long)_settings.SpoolMiB << 20;

    private TimeSpan Patience => TimeSpan.FromHours(_settings.SpoolHours);

    /// <summary>Takes a folder, made if need be, for this process alone, and looks at everything in it.</summary>
    /// <exception cref="BadInputException">Another process works in it, or it cannot be used.</exception>
    public static FrameSpool Open(string path, TransportSettings settings, TimeProvider time)
    {
        try
        {
            FrameSpool spool = new(path, settings, time);
            spool.Clear();
            return spool;
        }
        catch (FolderInUseException busy)
        {
            throw new BadInputException(
                path, "", $"expected a spool of this node alone; {(busy.Owner.Length > 0 ? $"process {busy.Owner}" : "another process")} works in it. Name another node with --name, or another folder with --spool");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, "", $"expected a folder that can be written to; {problem.Message}");
        }
    }

    /// <summary>Where a node's spool lies unless somebody says otherwise: in the user's folder of caches, by the node's name.</summary>
    public static string DefaultFolder(string node)
    {
        string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (string.IsNullOrEmpty(caches) && OperatingSystem.IsWindows()) caches = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (string.IsNullOrEmpty(caches)) caches = home.Length > 0 ? Path.Combine(home, ".cache") : Path.GetTempPath();
        return Path.Combine(caches, "mandel", "spool", node);
    }

    /// <summary>Frames of a shelf, in order.</summary>
    public IReadOnlyList<FrameNumber> FramesOn(SpoolShelf shelf)
    {
        lock (_gate)
        {
            if (!_shelves.TryGetValue(shelf.FolderName, out var known)) return [];
            known.Asked = _time.GetUtcNow();
            return [.. known.Frames.Keys.Select(frame => new FrameNumber(frame))];
        }
    }

    /// <summary>Writes a finished frame, so that after a crash it is there completely or not at all.</summary>
    /// <exception cref="IOException">The disk would not take it (<see cref="DiskFull"/>); nothing is left behind.</exception>
    public WrittenFrame Write(SpoolShelf shelf, FrameNumber frame, Attempt attempt, IFrameContent content)
    {
        string folder = Path.Combine(_held, shelf.FolderName);
        DurableFile.CreateFolder(folder);
        string temporary = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".{frame.Value:D6}.{attempt.Value}.tmp"));
        try
        {
            var written = SpoolFile.Write(temporary, content);
            long bytes = new FileInfo(temporary).Length;
            DurableFile.Publish(temporary, PathOf(shelf, frame));
            lock (_gate) Add(shelf.FolderName, frame.Value, bytes);
            Failpoint.Hit(Failpoint.FrameWritten);
            return written;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A frame that is held; null if it is not, or not any more.</summary>
    internal SpoolFile? Find(SpoolShelf shelf, FrameNumber frame)
    {
        try
        {
            return SpoolFile.Open(PathOf(shelf, frame));
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A frame need not be held any more.</summary>
    public void Remove(SpoolShelf shelf, FrameNumber frame)
    {
        lock (_gate)
        {
            if (_shelves.TryGetValue(shelf.FolderName, out var known) && known.Frames.Remove(frame.Value, out long bytes)) _bytes -= bytes;
        }

        if (Directory.Exists(Path.Combine(_held, shelf.FolderName))) File.Delete(PathOf(shelf, frame));
    }

    public void Dispose() => _lock.Dispose();

    private string PathOf(SpoolShelf shelf, FrameNumber frame) => PathOf(shelf.FolderName, frame.Value);

    private string PathOf(string shelf, int frame) => Path.Combine(_held, shelf, frame.ToString("D6", CultureInfo.InvariantCulture) + Ending);

    private void Add(string shelf, int frame, long bytes)
    {
        if (!_shelves.TryGetValue(shelf, out var known)) _shelves[shelf] = known = new Shelf();
        _bytes += bytes - known.Frames.GetValueOrDefault(frame);
        known.Frames[frame] = bytes;
        known.Asked = _time.GetUtcNow();
    }

    private void RemoveForgotten()
    {
        var oldest = _time.GetUtcNow() - Patience;
        foreach (var (name, shelf) in _shelves.Where(entry => entry.Value.Asked < oldest).ToArray())
        {
            if (Directory.Exists(Path.Combine(_held, name)))
                foreach (int frame in shelf.Frames.Keys) File.Delete(PathOf(name, frame));
            _bytes -= shelf.Frames.Values.Sum();
            _shelves.Remove(name);
        }
    }

    /// <summary>Only names that this class gives are looked at; anything else in the folder is somebody's.</summary>
    private void Clear()
    {
        var oldest = _time.GetUtcNow().UtcDateTime - Patience;
        foreach (DirectoryInfo folder in new DirectoryInfo(_held).EnumerateDirectories())
        {
            foreach (FileInfo file in folder.EnumerateFiles())
            {
                bool isFrame = file.Name.EndsWith(Ending, StringComparison.Ordinal)
                    & int.TryParse(Path.GetFileNameWithoutExtension(file.Name), NumberStyles.None, CultureInfo.InvariantCulture, out int frame);
                if (JobFolder.IsTemporary(file.Name) || (isFrame && (file.LastWriteTimeUtc < oldest || !IsSound(file.FullName)))) file.Delete();
                else if (isFrame) Add(folder.Name, frame, file.Length);
            }

            if (!folder.EnumerateFileSystemInfos().Any()) folder.Delete();
        }
    }

    private static bool IsSound(string path)
    {
        try
        {
            return SpoolFile.Open(path).IsSound();
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>What is held of one job, and when somebody asked for it last, or added to it.</summary>
    private sealed class Shelf
    {
        public SortedDictionary<int, long> Frames { get; } = [];

        public DateTimeOffset Asked { get; set; }
    }
}
