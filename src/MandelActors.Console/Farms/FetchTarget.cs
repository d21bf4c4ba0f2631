using MandelActors.Client;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Farms;

/// <summary>A folder on this machine that a job is fetched into: found fit for it, and nobody else's until disposed of.</summary>
internal sealed class FetchTarget : IDisposable
{
    private readonly FolderLock _lock;

    private FetchTarget(FolderLock taken) => _lock = taken;

    /// <summary>Looks at the folder before anything of it is changed, and takes it.</summary>
    /// <param name="path">The folder; need not exist.</param>
    /// <param name="farm">Where the job is.</param>
    /// <param name="files">The job's files.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="BadInputException">It is no folder, in use, may not be written to, or holds something else, another job of the same scene included.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static async Task<FetchTarget> OpenAsync(string path, FarmClient farm, FileList files, CancellationToken cancellationToken)
    {
        JobFolder folder = new(path);
        for (string? above = folder.Path; above is not null; above = Path.GetDirectoryName(above))
            if (File.Exists(above)) throw new BadInputException(above, "", "expected a folder, found a file");
        if (File.Exists(folder.Journal)) throw new BadInputException(folder.Journal, "", "the folder is that of a job rendered on this machine; fetch into another one with -o");
        RefuseForeign(folder);
        try
        {
            await CompareAsync(folder, farm, files, cancellationToken).ConfigureAwait(false);
            return Take(folder, files.JobId);
        }
        catch (FolderInUseException busy)
        {
            throw new BadInputException(folder.Path, "", $"expected a folder that nobody works in; {(busy.Owner.Length > 0 ? $"process {busy.Owner}" : "another process")} does");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Explained(folder.Path, problem);
        }
    }

    public void Dispose()
    {
        try
        {
            _lock.Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The operating system lets go of it in any case, and what happened before is what there is to say.
        }
    }

    /// <summary>What a folder that takes nothing more is to whoever named it: a place to be changed, or a disk to be cleared.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="problem">Why.</param>
    public static Exception Explained(string folder, Exception problem)
    {
        if (DiskFull.Is(problem)) return new IOException($"{folder}: the disk is full; make room there, then the same command fetches the rest, or fetch into another folder with -o", problem);
        var expected = Unwritable.Is(problem) ? "expected a folder that this user may write to" : "expected a folder that can be written to";
        return new BadInputException(folder, "", $"{expected}: {problem.Message.TrimEnd('.')}; allow it, or fetch into another folder with -o");
    }

    private static FetchTarget Take(JobFolder folder, string job)
    {
        Directory.CreateDirectory(folder.Path);
        var taken = FolderLock.Acquire(folder);
        try
        {
            // Not before: somebody else may be fetching the first one here.
            RefuseOther(folder, job);
            FetchOrigin.Write(folder, job);
            return new FetchTarget(taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Frames of two jobs of one scene are alike, and may still differ: from one folder nobody could tell whose they are. One that does not say whose it is, is this job's if its scene is.</summary>
    private static void RefuseOther(JobFolder folder, string job)
    {
        if (FetchOrigin.Read(folder) is { } other && other != job)
            throw new BadInputException(folder.Path, "", $"the folder is that of job {other}; fetch {job} into another one with -o, or remove it");
    }

    /// <summary>What no job ever worked in keeps its files: a film or a manifest of those names may be anybody's.</summary>
    private static void RefuseForeign(JobFolder folder)
    {
        if (!Directory.Exists(folder.Path) || File.Exists(folder.Lock)) return;
        var taken = Directory.EnumerateFileSystemEntries(folder.Path).FirstOrDefault(path => JobFolder.IsResult(Path.GetFileName(path)))
            ?? ((string[])[folder.Frames, folder.Fields]).FirstOrDefault(place => Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any());
        if (taken is not null) throw new BadInputException(taken, "", "expected a folder of its own for the job, found what would be lost and nothing that says it was fetched; fetch into another folder with -o, or remove it");
    }

    private static async Task CompareAsync(JobFolder folder, FarmClient farm, FileList files, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.Scene) || files.Files.FirstOrDefault(file => file.Path == "scene.json") is not { } entry) return;
        Scene here;
        try
        {
            here = SceneParser.Parse(DocumentReader.ReadFile(folder.Scene), Palette.Names);
        }
        catch (BadInputException)
        {
            // Damaged: it is fetched again.
            return;
        }

        var there = SceneParser.Parse(DocumentReader.Read(await farm.ReadFileAsync(files.JobId, entry, cancellationToken).ConfigureAwait(false), entry.Path), Palette.Names);
        var differing = SceneDifference.Keys(here, there);
        if (differing.Count > 0)
            throw new BadInputException(folder.Scene, string.Join(", ", differing), "the folder holds a job with other values here; fetch into another folder with -o");
    }
}
