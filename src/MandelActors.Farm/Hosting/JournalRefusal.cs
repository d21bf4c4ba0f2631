using MandelActors.Farm.Seeds;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Hosting;

/// <summary>Tells a journal in a file that no seed can open until somebody acts from one that another start may open: only the first is bad input.</summary>
internal static class JournalRefusal
{
    /// <summary>What a seed ends with whose journal in a file cannot be opened.</summary>
    /// <returns>Null for what may pass, such as a file that somebody holds, a disk that fails, or too many open files.</returns>
    public static BadInputException? Of(SeedStore store, JournalException problem) =>
        Remedy(store, problem.Defect) is { } remedy ? new BadInputException($"--store {store.Path}", "", $"{problem.Message.TrimEnd('.')}; {remedy}") : null;

    private static string? Remedy(SeedStore store, JournalDefect defect)
    {
        // SQLite writes to these three, and its word that it cannot does not say which one, nor whether it could a second later.
        string[] files = [store.Journal, store.Journal + "-wal", store.Journal + "-shm"];
        return defect switch
        {
            JournalDefect.Damaged => $"put the file back from a backup, without those of the same name that end in -wal and -shm; {SeedJournal.IfLost("'jobs' and the journal's files")}",
            JournalDefect.Foreign => "another folder can be named with --store DIR",
            JournalDefect.Closed when Obstacle.AtAny(files) is { } found => $"{found}: move it away, or name another folder with --store DIR",
            JournalDefect.Closed when files.FirstOrDefault(IsClosed) is { } closed => $"let this user write '{closed}', or name another folder with --store DIR",
            _ => null,
        };
    }

    private static bool IsClosed(string file)
    {
        try
        {
            using FileStream opened = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Unwritable.Is(problem);
        }
    }
}
