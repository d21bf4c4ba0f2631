using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Healing;

/// <summary>Clears a job's folder of what a crash left behind. Only while nobody writes into it.</summary>
public static class FolderSweep
{
    /// <summary>Removes files in the making, and frames that were renamed but never journalled; nobody can vouch for those.</summary>
    /// <param name="isDone">Whether the journal knows a frame as finished.</param>
    /// <exception cref="IOException">A file could not be removed.</exception>
    public static Leftovers Run(JobFolder folder, Func<FrameNumber, bool> isDone)
    {
        int removed = 0;
        List<string> foreign = [];
        foreach (string path in Directory.EnumerateFiles(folder.Path))
        {
            if (!JobFolder.IsTemporary(Path.GetFileName(path))) continue;
            File.Delete(path);
            removed++;
        }

        if (Directory.Exists(folder.References))
        {
            foreach (string path in Directory.EnumerateFiles(folder.References))
            {
                if (!JobFolder.IsReferenceTemporary(Path.GetFileName(path))) continue;
                File.Delete(path);
                removed++;
            }
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(folder.Frames))
        {
            string name = Path.GetFileName(path);
            bool isFrame = JobFolder.TryParseFrame(name, out var frame);
            if (isFrame && isDone(frame)) continue;
            if (!isFrame && !JobFolder.IsTemporary(name))
            {
                foreign.Add(name);
                continue;
            }

            File.Delete(path);
            removed++;
        }

        foreign.Sort(StringComparer.Ordinal);
        return new Leftovers(removed, foreign);
    }
}
