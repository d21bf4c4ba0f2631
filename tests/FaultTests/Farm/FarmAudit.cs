using MandelActors.FaultTests.Harness;

namespace MandelActors.FaultTests.Farm;

/// <summary>Compares what a farm made of a job with an undisturbed run of the same scene by <c>mandel render</c>, after everything was healed and ended.</summary>
internal static class FarmAudit
{
    /// <summary>Waits until the job is completed, ends every process in order, and fails with everything that is wrong.</summary>
    /// <param name="farm">All faults are healed; processes may run or be gone.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="golden">The undisturbed run.</param>
    /// <param name="wasted">Frames that may have been rendered in vain at most: those that were under way where a fault struck.</param>
    /// <param name="journal">Reads the journal once all have ended; null for the file in the store.</param>
    public static async Task ShouldHaveLostNothingAsync(this FarmCluster farm, string job, GoldenRun golden, int wasted, Func<Journal>? journal = null)
    {
        await farm.UntilCompletedAsync(job);
        await farm.StopAsync();
        Journal written = journal?.Invoke() ?? Journal.Read(Path.Combine(farm.Store, "journal.db"));
        Faults(farm, job, golden, written, wasted).ShouldBeEmpty(farm.Logs);
    }

    /// <returns>What is wrong, one sentence each.</returns>
    public static IReadOnlyList<string> Faults(FarmCluster farm, string job, GoldenRun golden, Journal journal, int wasted) =>
    [
        .. Job(farm.FolderOf(job), golden, journal.Of(job)), .. Streams(journal), .. Strays(farm.Store), .. Spools(farm), .. Renders(farm.Renders, golden, wasted),
    ];

    /// <summary>What is wrong with one job of several.</summary>
    public static IEnumerable<string> Job(RenderedFolder folder, GoldenRun golden, Journal journal) =>
    [
        // A farm has one journal and one lock for all its jobs.
        .. Audit.Files(folder, [.. golden.Files.Except(["journal.db", ".lock"])]), .. Audit.Results(folder, golden), .. Audit.Events(journal, golden), .. Lives(journal),
    ];

    /// <summary>Numbers without gaps in every stream.</summary>
    public static IEnumerable<string> Streams(Journal journal) => journal.Events.GroupBy(entry => entry.PersistenceId)
        .Where(stream => !stream.Select(entry => entry.Sequence).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(number => (long)number)))
        .Select(stream => $"the journal of {stream.Key} has gaps or is out of order");

    /// <summary>Nothing in the making is left in the store.</summary>
    public static IEnumerable<string> Strays(string store) =>
        Directory.EnumerateFiles(store, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(file => $"{file} is a stray");

    /// <summary>A node that came back when the job was over keeps what nobody will ask for until its spool's hours are over: what it held at once, and no more. One that was killed tidies up when it is started again.</summary>
    private static IEnumerable<string> Spools(FarmCluster farm) =>
    [
        .. farm.Nodes.Where(node => farm.SpooledBy(node).Count > FarmCluster.PipelineDepth).Select(node => $"{node.Name} keeps {farm.SpooledBy(node).Count} frames"),
        .. farm.Nodes.Where(node => node.EndedInOrder).Select(node => farm.SpoolOf(node.Name)).Where(Directory.Exists).SelectMany(Strays),
    ];

    /// <summary>Only attempts that the life of the job granted which wrote the event were accepted, and no former life wrote after a later one.</summary>
    private static IEnumerable<string> Lives(Journal journal)
    {
        long life = 0;
        foreach (JournalEvent entry in journal.Events)
        {
            if (entry.Opens)
            {
                long opened = entry.Payload.Of("incarnation").GetInt64();
                if (opened != life + 1) yield return $"life {opened} of the job follows life {life}";
                life = opened;
            }

            if (entry.Completes && entry.Incarnation != life) yield return $"frame {entry.Frame} was completed by an attempt of life {entry.Incarnation} in life {life}";
        }
    }

    private static IEnumerable<string> Renders(IReadOnlyList<int> renders, GoldenRun golden, int wasted)
    {
        foreach (int frame in Enumerable.Range(0, golden.Scene.Frames).Except(renders)) yield return $"frame {frame} is there, and nobody rendered it";
        int inVain = renders.Count - golden.Scene.Frames;
        if (inVain > wasted) yield return $"{inVain} frames were rendered in vain, at most {wasted} were under way where a fault struck";
    }
}
