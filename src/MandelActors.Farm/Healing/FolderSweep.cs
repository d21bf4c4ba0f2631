using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Healing;

/// <summary>Clears a job's folder of what a crash left behind. Only while nobody writes into it.</summary>
public static class FolderSweep
{
    /// <summary>Removes files in the making, and frames that were renamed but never journalled; nobody can vouch for those. A folder of such a name is none of ours and stays.</summary>
    /// <param name="folder">The job's folder; its folder of frames is there.</param>
    /// <param name="files">Which files the frames are.</param>
    /// <param name="isDone">Whether the journal knows a frame as finished.</param>
    /// <param name="requireFolder">Asked before each file is removed; throws where somebody else may write into the folder by now, which ends the sweep.</param>
    /// <exception cref="IOException">A file could not be removed.</exception>
    public static Leftovers Run(JobFolder folder, IFrameFiles files, Func<FrameNumber, bool> isDone, Action requireFolder)
    {
        int removed = 0;
        List<string> foreign = [], obstacles = [];
        // A film in the making may have met a folder.
        foreach (string path in Directory.EnumerateFileSystemEntries(folder.Path))
        {
            if (JobFolder.IsTemporary(Path.GetFileName(path))) Remove(path);
        }

        if (Directory.Exists(folder.References))
        {
            foreach (string path in Directory.EnumerateFiles(folder.References))
            {
                if (JobFolder.IsReferenceTemporary(Path.GetFileName(path))) Remove(path);
            }
        }

        // An array lies in a folder of its own; what is in the making lies among a film's frames in any case.
        var attempts = files.Root == folder.Frames ? [] : Directory.EnumerateFiles(folder.Frames);
        foreach (string path in files.Existing().Concat(attempts))
        {
            bool isFrame = files.TryFrameOf(path, out var frame);
            if (files.IsShared(path) || (isFrame && isDone(frame))) continue;
            if (!isFrame && !JobFolder.IsTemporary(Path.GetFileName(path)))
            {
                foreign.Add(Path.GetFileName(path));
                continue;
            }

            Remove(path);
        }

        foreign.Sort(StringComparer.Ordinal);
        return new Leftovers(removed, foreign) { Obstacles = obstacles };

        void Remove(string path)
        {
            if (Directory.Exists(path))
            {
                obstacles.Add(Obstacle.Explain(Obstacle.At(path)!));
                return;
            }

            requireFolder();
            try
            {
                File.Delete(path);
                removed++;
            }
            catch (UnauthorizedAccessException problem)
            {
                obstacles.Add($"a leftover cannot be removed: {problem.Message}");
            }
        }
    }
}
