using MandelActors.Farm.Seeds;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Hosting;

/// <summary>
/// Sees to it that store and journal belong together before a seed takes part: a journal in a database knows its store's id, the store knows the
/// journal's. Why so: src/decisions/0023-store-and-journal.md.
/// </summary>
internal static class SeedJournal
{
    /// <summary>Others that come to the store at the same moment are done long before, even if each waits for a slow database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Brings a store and a journal in PostgreSQL together, or finds that they are.</summary>
    /// <param name="connection">Connection string of the database.</param>
    /// <exception cref="BadInputException">One of them belongs to another, or the connection string cannot be used.</exception>
    /// <exception cref="IOException">Store or database cannot be used at the moment.</exception>
    public static async Task AttachAsync(SeedStore store, string connection, TimeProvider time, CancellationToken stop)
    {
        string id = StoreMarker.Ensure(store.Path);
        if (StoreJournal.Read(store.Path) is null)
        {
            // A database that cannot be reached is no reason to keep others from the store, nor to wait for them.
            Ask(() => PostgresJournal.Look(connection));
            // Of a store that seeds share nobody holds the lock for longer than this: somebody who does keeps its jobs in a file.
            using var alone = await LockAsync(store, time, stop).ConfigureAwait(false);
            Attach(store, id, connection);
        }
        else
        {
            Attach(store, id, connection);
        }
    }

    /// <summary>Finds that a store may have its journal in its own file. This process has the store's lock.</summary>
    /// <exception cref="BadInputException">Its jobs are in another journal, or lost to this one, or nobody can open the file until somebody acts.</exception>
    /// <exception cref="JournalException">The file cannot be opened at the moment.</exception>
    public static void RequireFile(SeedStore store)
    {
        if (StoreJournal.Read(store.Path) is { } elsewhere)
        {
            throw new BadInputException(
                $"--store {store.Path}", "",
                $"its jobs are in {elsewhere.Place}: name that with --journal \"Host=…\", or another folder with --store DIR; {IfLost($"'jobs' and '{StoreJournal.FileName}'")}");
        }

        if (!FileHasEvents(store)) RequireNoWork(store, "put journal.db back from a backup, or name the database that has them with --journal");
    }

    /// <summary>Whether what reading a journal failed with says that its file is damaged.</summary>
    public static bool IsDamage(Exception problem) => SqliteJournal.IsDamage(problem);

    private static void Attach(SeedStore store, string id, string connection)
    {
        var known = StoreJournal.Read(store.Path);
        var journal = Ask(() => PostgresJournal.Look(connection));
        RequireSame(store, known, journal);
        RequireOwner(store, id, journal);
        if (known is null && !journal.HasEvents) RequireNoJobs(store, journal);
        journal = Ask(() => PostgresJournal.Claim(connection, id, store.Path));
        // Somebody may have been faster.
        RequireOwner(store, id, journal);
        if (known is null) new StoreJournal(journal.Id!, journal.Place).Write(store.Path);
    }

    private static void RequireSame(SeedStore store, StoreJournal? known, JournalIdentity journal)
    {
        if (known is null || known.Id == journal.Id) return;
        throw new BadInputException(
            "--journal", "",
            $"the jobs of '{store.Path}' are in another journal than this {journal.Place}: expected the one that was {known.Place}; name that, or another folder with --store DIR; {IfLost($"'jobs' and '{StoreJournal.FileName}'")}");
    }

    private static void RequireOwner(SeedStore store, string id, JournalIdentity journal)
    {
        if (journal.Owner is null || journal.Owner == id) return;
        throw new BadInputException(
            $"--store {store.Path}", "",
            $"{journal.Place} belongs to the store that was '{journal.OwnerPlace}', id {journal.Owner}, and this one has id {id}: name that folder with --store, or another database with --journal; if that folder is lost and this one is to take its place, write its id into '{StoreMarker.FileName}' here");
    }

    /// <summary>A journal that never took an event takes nobody's jobs away from them.</summary>
    private static void RequireNoJobs(SeedStore store, JournalIdentity journal)
    {
        if (FileHasEvents(store))
        {
            throw new BadInputException(
                $"--store {store.Path}", "",
                $"its jobs are in '{store.Journal}', and {journal.Place} has none of them: start the seed without --journal, or name another folder with --store DIR; if those jobs are no longer wanted, move 'jobs' and the files journal.db* out of the folder");
        }

        RequireNoWork(store, $"name the database that has them with --journal instead of this {journal.Place}");
    }

    private static void RequireNoWork(SeedStore store, string remedy)
    {
        if (store.JobsAtWork().ToList() is not { Count: > 0 } jobs) return;
        throw new BadInputException($"--store {store.Path}", "", $"files of the jobs {SeedStore.Named(jobs)} lie there, and the journal knows of no job: {remedy}; {IfLost("'jobs'")}");
    }

    /// <summary>What helps whoever has no other copy of a journal.</summary>
    internal static string IfLost(string what) =>
        $"if that is lost for good, move {what} out of the folder, finished films stay whole, and submit the other jobs again";

    private static bool FileHasEvents(SeedStore store)
    {
        try
        {
            return SqliteJournal.HasEvents(store.Journal);
        }
        catch (JournalUnusableException problem)
        {
            var failure = problem.ForFarm();
            throw JournalRefusal.Of(store, failure) ?? (Exception)failure;
        }
    }

    private static JournalIdentity Ask(Func<JournalIdentity> question)
    {
        try
        {
            return question();
        }
        catch (JournalUnusableException problem) when (problem.Fault is JournalFault.Settings or JournalFault.Foreign)
        {
            throw new BadInputException("--journal", "", problem.Message);
        }
        catch (JournalUnusableException problem)
        {
            throw problem.ForFarm();
        }
    }

    private static async Task<FolderLock> LockAsync(SeedStore store, TimeProvider time, CancellationToken stop)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return store.Lock();
            }
            catch (FolderInUseException busy) when (time.GetElapsedTime(began) > Patience)
            {
                string owner = busy.Owner.Length > 0 ? $"process {busy.Owner}" : "another process";
                throw new BadInputException($"--store {store.Path}", "", $"expected a store that no seed without --journal has; {owner} has it: end it, or name another folder with --store DIR");
            }
            catch (FolderInUseException)
            {
                await Task.Delay(Interval, time, stop).ConfigureAwait(false);
            }
        }
    }
}
