using MandelActors.Farm.Store;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Local;

/// <summary>A job's folder, found fit for a scene and locked for this process until disposed of.</summary>
internal sealed class JobWorkspace : IDisposable
{
    private static readonly string[] FilmEndings = [".mp4", ".mkv", ".apng"];

    private readonly FolderLock _lock;
    private readonly byte[] _scene;

    private JobWorkspace(JobFolder folder, FolderLock folderLock, byte[] scene, bool mustHaveHistory)
    {
        Folder = folder;
        _lock = folderLock;
        _scene = scene;
        MustHaveHistory = mustHaveHistory;
    }

    public JobFolder Folder { get; }

    /// <summary>The folder holds frames or a journal but no scene that says whose: only a journal of this very job makes them ours.</summary>
    public bool MustHaveHistory { get; }

    /// <summary>Opens the folder, creating it if need be; a refused folder is left as it was.</summary>
    /// <exception cref="BadInputException">It is no folder, in use, or holds another scene's job.</exception>
    /// <exception cref="IOException">The disk would not take it (<see cref="DiskFull"/>).</exception>
    public static JobWorkspace Open(LocalOrder order)
    {
        JobFolder folder = new(order.Folder);
        if (File.Exists(folder.Path)) throw new BadInputException(folder.Path, "", "expected a folder, found a file");
        // Before anything is touched, and again once nobody else can change it.
        if (!order.Restart) Compare(folder, order.Scene);
        DurableFile.CreateFolder(folder.Path);
        var folderLock = Acquire(folder);
        try
        {
            if (order.Restart) Clear(folder);
            bool known = Compare(folder, order.Scene);
            bool mustHaveHistory = !known && (File.Exists(folder.Journal) || HasFrames(folder));
            DurableFile.CreateFolder(folder.Frames);
            JobWorkspace workspace = new(folder, folderLock, SceneWriter.Write(order.Scene), mustHaveHistory);
            if (!mustHaveHistory) workspace.WriteScene();
            return workspace;
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Writes the complete scene, unless it is there already.</summary>
    public void WriteScene()
    {
        if (File.Exists(Folder.Scene) && File.ReadAllBytes(Folder.Scene).AsSpan().SequenceEqual(_scene)) return;
        DurableFile.Write(Folder.Scene, stream => stream.Write(_scene));
    }

    /// <summary>Removes files in the making. Only once nobody writes any more.</summary>
    public void RemoveTemporaryFiles()
    {
        foreach (string place in (string[])[Folder.Path, Folder.Frames])
            if (Directory.Exists(place)) RemoveIf(place, JobFolder.IsTemporary);
    }

    public void Dispose() => _lock.Dispose();

    private static FolderLock Acquire(JobFolder folder)
    {
        try
        {
            return FolderLock.Acquire(folder);
        }
        catch (FolderInUseException busy)
        {
            throw new BadInputException(folder.Path, "", $"expected a folder that nobody works in; {(busy.Owner.Length > 0 ? $"process {busy.Owner}" : "another process")} does");
        }
    }

    /// <returns>Whether the folder holds a readable scene; it is then the same job's.</returns>
    private static bool Compare(JobFolder folder, Scene scene)
    {
        Scene before;
        try
        {
            if (!File.Exists(folder.Scene)) return false;
            before = SceneParser.Parse(DocumentReader.ReadFile(folder.Scene), Palette.Names);
        }
        catch (BadInputException)
        {
            // Damaged or of another version: the journal will tell whose folder this is.
            return false;
        }

        var differing = SceneDifference.Keys(before, scene);
        if (differing.Count == 0) return true;
        throw new BadInputException(
            folder.Scene, string.Join(", ", differing),
            $"the folder holds a job with other values here; render into another folder with -o, or start this one over with --restart");
    }

    private static bool HasFrames(JobFolder folder) =>
        Directory.Exists(folder.Frames) && Directory.EnumerateFiles(folder.Frames).Any(path => JobFolder.TryParseFrame(Path.GetFileName(path), out _));

    /// <summary>Removes what a job writes and nothing else; the scene last, so that a crash on the way leaves a folder that is still known.</summary>
    private static void Clear(JobFolder folder)
    {
        if (Directory.Exists(folder.Frames))
            RemoveIf(folder.Frames, name => JobFolder.IsTemporary(name) || JobFolder.TryParseFrame(name, out _));
        RemoveIf(folder.Path, name => JobFolder.IsTemporary(name)
            || name.StartsWith(Path.GetFileName(folder.Journal), StringComparison.Ordinal)
            || name == Path.GetFileName(folder.Manifest)
            || FilmEndings.Any(ending => name == "film" + ending));
        File.Delete(folder.Scene);
    }

    private static void RemoveIf(string place, Func<string, bool> isOurs)
    {
        foreach (string path in Directory.EnumerateFiles(place))
            if (isOurs(Path.GetFileName(path))) File.Delete(path);
    }
}
