using System.Globalization;
using System.Text;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds;

/// <summary>The folder of a farm: <c>journal.db</c> unless the journal is a database elsewhere, <c>jobs/ID/</c> for each job, <c>audit.log</c>, <c>store-id</c>, <c>store-journal</c> if the journal is elsewhere, and <c>.lock</c>.</summary>
public sealed class SeedStore
{
    private const int ReadOnlyFileSystem = 30;

    private readonly JobFolder _root;
    private readonly string _jobs;

    /// <param name="path">The folder; need not exist.</param>
    public SeedStore(string path)
    {
        _root = new JobFolder(path);
        _jobs = _root.In("jobs");
    }

    public string Path => _root.Path;

    public string Journal => _root.Journal;

    public string Audit => _root.In("audit.log");

    /// <summary>Bytes this user may still write.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Size of the whole disk.</summary>
    public long DiskBytes => new DriveInfo(Path).TotalSize;

    /// <summary>A job's folder, which is laid out as that of a job rendered by itself, without a journal.</summary>
    public JobFolder FolderOf(JobId job) => new(System.IO.Path.Combine(_jobs, job.Value));

    /// <summary>Makes the folder of the farm, durably.</summary>
    /// <exception cref="BadInputException">There can be no folder, or none that may be written to.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public void Create()
    {
        for (string? above = Path; above is not null; above = System.IO.Path.GetDirectoryName(above))
            if (File.Exists(above)) throw new BadInputException($"--store {Path}", "", $"expected a folder, or a place for one; {(above == Path ? "it" : $"'{above}'")} is a file, name another place with --store DIR");
        try
        {
            DurableFile.CreateFolder(_jobs);
            Probe();
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException or PathTooLongException or IOException { HResult: ReadOnlyFileSystem })
        {
            throw new BadInputException($"--store {Path}", "", $"expected a folder that this user may write to; allow it, or name another place with --store DIR ({problem.Message})");
        }
    }

    /// <summary>Jobs that something lies here of beyond their scenes, in no order; more than the journal's, if some were lost to it.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public IEnumerable<JobId> JobsAtWork() =>
        from folder in Directory.EnumerateDirectories(_jobs)
        let name = System.IO.Path.GetFileName(folder)
        where JobId.IsValid(name) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(IsWork)
        select new JobId(name);

    /// <summary>A few of many, for a message.</summary>
    public static string Named(IReadOnlyCollection<JobId> jobs)
    {
        const int most = 3;
        string named = string.Join(", ", jobs.Select(job => job.Value).Order(StringComparer.Ordinal).Take(most));
        return jobs.Count <= most ? named : string.Create(CultureInfo.InvariantCulture, $"{named} and {jobs.Count - most} more");
    }

    /// <summary>Takes the store for this process.</summary>
    /// <exception cref="FolderInUseException">Another process has it.</exception>
    public FolderLock Lock() => FolderLock.Acquire(_root);

    /// <summary>Writes a little and removes it again.</summary>
    /// <exception cref="IOException">The store would not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The store may not be written to.</exception>
    public void Probe()
    {
        using FileStream probe = new(_root.In($".probe.{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        probe.WriteByte(0);
    }

    /// <summary>Whether anything lies where the files of a job belong.</summary>
    public bool Holds(JobId job) => Directory.Exists(FolderOf(job).Path);

    /// <summary>Removes everything of a job, durably; what is gone already is no error.</summary>
    /// <inheritdoc cref="DurableFile.RemoveFolder" path="/exception"/>
    public void Remove(JobId job) => DurableFile.RemoveFolder(FolderOf(job).Path);

    /// <summary>Makes a job's folder with its scene in it, durably; what is there already stays.</summary>
    /// <exception cref="IOException">The disk would not take it; another try may.</exception>
    public void Prepare(JobId job, string scene)
    {
        var folder = FolderOf(job);
        byte[] content = Encoding.UTF8.GetBytes(scene);
        DurableFile.CreateFolder(folder.Frames);
        if (File.Exists(folder.Scene) && File.ReadAllBytes(folder.Scene).AsSpan().SequenceEqual(content)) return;
        DurableFile.Write(folder.Scene, stream => stream.Write(content));
    }

    private static bool IsWork(string file) => System.IO.Path.GetFileName(file) is var name && name != "scene.json" && !JobFolder.IsTemporary(name);
}
