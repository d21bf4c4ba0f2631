using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

using Microsoft.Data.Sqlite;

namespace MandelActors.FaultTests.Power;

/// <summary>What a disk without power must still hold: all that was promised, and a file for all that the journal says.</summary>
/// <param name="golden">The undisturbed run.</param>
/// <param name="journal">Where the journal lies on the disk.</param>
/// <param name="job">Where the job's folder lies on the disk.</param>
internal sealed class PowerAudit(GoldenRun golden, string journal, string job)
{
    private readonly Dictionary<string, Journal?> _read = [];

    /// <summary>Frames that some disk had in its journal, so that nobody takes an audit of nothing for a good one.</summary>
    public int MostDone { get; private set; }

    /// <returns>What is wrong, one sentence each.</returns>
    public IEnumerable<string> Faults(PowerCut cut)
    {
        if (JournalOn(cut.Disk) is not { } written)
        {
            yield return $"{cut}: the journal cannot be read";
            yield break;
        }

        IReadOnlySet<int> done = written.Done;
        MostDone = Math.Max(MostDone, done.Count);
        if (done.Count < cut.Promised) yield return $"{cut}: {cut.Promised} frames were said to be done and {done.Count} are in the journal";
        foreach (int frame in done)
        {
            string hash = cut.Disk.Hash(Path.Combine(job, "frames", Path.GetFileName(golden.Folder.Frame(frame))));
            if (hash != golden.FrameHashes[frame]) yield return $"{cut}: frame {frame} is in the journal and {(hash.Length == 0 ? "gone" : "damaged")}";
        }

        foreach (JournalEvent film in written.Events.Where(entry => entry.Manifest.StartsWith("film-assembled.", StringComparison.Ordinal)))
        {
            if (cut.Disk.Hash(Path.Combine(job, film.Payload.Of("file").GetString()!)) != film.Sha256) yield return $"{cut}: the film is in the journal and gone or damaged";
        }
    }

    /// <summary>The journal as its database recovers it; null if it cannot.</summary>
    private Journal? JournalOn(DiskImage disk)
    {
        string[] names = [journal, journal + "-wal", journal + "-journal"];
        string digest = string.Join(' ', names.Select(disk.Hash));
        if (_read.TryGetValue(digest, out Journal? known)) return known;
        using TemporaryFolder place = new();
        foreach (string name in names.Where(disk.Files.ContainsKey)) File.WriteAllBytes(place.Combine(Path.GetFileName(name)), disk.Files[name]);
        try
        {
            return _read[digest] = Journal.Read(place.Combine(Path.GetFileName(journal)));
        }
        catch (SqliteException)
        {
            return _read[digest] = null;
        }
    }
}
