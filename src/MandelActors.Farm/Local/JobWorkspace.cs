using MandelActors.Farm.Store;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Local;

/// <summary>A job's folder, found fit for a scene and locked for this process until disposed of.</summary>
internal sealed class JobWorkspace : IDisposable
{
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
        JobFolder folder = new(order.Folder, order.Product);
        var files = FrameStore.FilesOf(order.Scene, folder);
        for (string? path = folder.Path; path is not null; path = Path.GetDirectoryName(path))
            if (File.Exists(path)) throw new BadInputException(path, "", "expected a folder, found a file");

        RefuseForeign(folder, files);
        // Before anything is touched, and again once nobody else can change it.
        if (!order.Restart) Compare(folder, order.Scene);
        DurableFile.CreateFolder(folder.Path);
        var folderLock = Acquire(folder);
        try
        {
            if (order.Restart) Clear(folder, files);
            bool known = order.Restart || Compare(folder, order.Scene);
            bool mustHaveHistory = !known && (File.Exists(folder.Journal) || HasFrames(files));
            DurableFile.CreateFolder(folder.Frames);
            files.Prepare();
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
        if (Directory.Exists(Folder.References)) RemoveIf(Folder.References, JobFolder.IsReferenceTemporary);
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
            $"the folder holds a job with other values here; {Elsewhere(folder)} with -o, or start this one over with --restart");
    }

    private static bool HasFrames(IFrameFiles files) => files.Existing().Any(path => files.TryFrameOf(path, out _));

    /// <summary>A folder that no job ever worked in keeps its files: a scene, a film or a manifest of those names may be anybody's.</summary>
    private static void RefuseForeign(JobFolder folder, IFrameFiles files)
    {
        bool isOurs = Directory.Exists(folder.Path) && (File.Exists(folder.Lock) || File.Exists(folder.Journal) || IsOwnScene(folder.Scene));
        if (isOurs) return;
        string? taken = folder.Product is { } product && Path.Exists(product) ? product : null;
        if (taken is null && Directory.Exists(folder.Path))
            taken = Directory.EnumerateFileSystemEntries(folder.Path).FirstOrDefault(path => JobFolder.IsResult(Path.GetFileName(path)));
        if (taken is null && HasFrames(files)) taken = files.Root;
        if (taken is null) return;
        string expectation = taken == folder.Product ? "nothing there yet, or what an earlier run made" : "a folder of its own for the job";
        throw new BadInputException(taken, "", $"expected {expectation}, found a file that would be lost and nothing that says a job wrote it; {Elsewhere(folder)} with -o, or remove it");
    }

    private static string Elsewhere(JobFolder folder) => folder.Product is null ? "render into another folder" : "choose another name";

    /// <summary>Whether a scene is complete to the last byte, as a job writes it; what people write is not.</summary>
    private static bool IsOwnScene(string path)
    {
        try
        {
            return File.Exists(path)
                && SceneWriter.Write(SceneParser.Parse(DocumentReader.ReadFile(path), Palette.Names)).AsSpan().SequenceEqual(File.ReadAllBytes(path));
        }
        catch (BadInputException)
        {
            return false;
        }
    }

    /// <summary>Removes what a job writes and nothing else. The scene stays until the new one replaces it: a crash on the way leaves a folder that is still known.</summary>
    private static void Clear(JobFolder folder, IFrameFiles files)
    {
        foreach (string path in files.Existing())
            if (files.IsOfThisKind(path) && File.Exists(path)) File.Delete(path);
        if (Directory.Exists(folder.Frames)) RemoveIf(folder.Frames, JobFolder.IsTemporary);
        if (Directory.Exists(folder.References))
            RemoveIf(folder.References, name => JobFolder.IsReferenceTemporary(name) || JobFolder.IsReference(name));
        string scene = Path.GetFileName(folder.Scene);
        RemoveIf(folder.Path, name => name != scene && (JobFolder.IsTemporary(name) || JobFolder.IsJournal(name) || JobFolder.IsResult(name)));
    }

    private static void RemoveIf(string place, Func<string, bool> isOurs)
    {
        foreach (string path in Directory.EnumerateFiles(place))
            if (isOurs(Path.GetFileName(path))) File.Delete(path);
    }
}
