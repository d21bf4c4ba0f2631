using System.Text;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds;

/// <summary>The folder of a farm: <c>journal.db</c> unless the journal is a database elsewhere, <c>jobs/ID/</c> for each job, <c>audit.log</c>, and <c>.lock</c>.</summary>
public sealed class SeedStore
{
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
    /// <exception cref="IOException">The disk would not take it.</exception>
    public void Create() => DurableFile.CreateFolder(_jobs);

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
}
