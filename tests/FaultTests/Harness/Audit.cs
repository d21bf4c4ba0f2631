using System.Text.Json;

namespace MandelActors.FaultTests.Harness;

/// <summary>Compares a job's folder with an undisturbed run of the same scene.</summary>
internal static class Audit
{
    /// <summary>Fails with everything that is wrong.</summary>
    public static void ShouldEqual(this RenderedFolder folder, GoldenRun golden) => Faults(folder, golden).ShouldBeEmpty();

    /// <returns>What is wrong, one sentence each.</returns>
    public static IReadOnlyList<string> Faults(RenderedFolder folder, GoldenRun golden) =>
        [.. Files(folder, golden.Files), .. Events(folder.ReadJournal(), golden), .. Results(folder, golden)];

    /// <summary>What is wrong with frames, manifest and film.</summary>
    public static IEnumerable<string> Results(RenderedFolder folder, GoldenRun golden) => [.. Frames(folder, golden), .. Manifest(folder, golden), .. Film(folder, golden)];

    /// <summary>Files that are not there, and files that should not be.</summary>
    public static IEnumerable<string> Files(RenderedFolder folder, IReadOnlyList<string> expected)
    {
        IReadOnlyList<string> files = folder.Files;
        foreach (string missing in expected.Except(files)) yield return $"{missing} is missing";
        foreach (string stray in files.Except(expected)) yield return $"{stray} is a stray";
    }

    private static IEnumerable<string> Frames(RenderedFolder folder, GoldenRun golden) => golden.FrameHashes
        .Select((hash, frame) => (hash, frame))
        .Where(expected => RenderedFolder.Hash(folder.Frame(expected.frame)) != expected.hash)
        .Select(expected => $"frame {expected.frame} differs from the undisturbed run");

    /// <summary>Numbers without gaps, and each frame completed once in effect.</summary>
    public static IEnumerable<string> Events(Journal journal, GoldenRun golden)
    {
        foreach (IGrouping<string, JournalEvent> stream in journal.Events.GroupBy(entry => entry.PersistenceId))
        {
            if (!stream.Select(entry => entry.Sequence).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(i => (long)i)))
                yield return $"the journal of {stream.Key} has gaps or is out of order";
        }

        Dictionary<int, JournalEvent> done = [];
        foreach (JournalEvent entry in journal.Events)
        {
            if (entry.Completes && !done.TryAdd(entry.Frame, entry)) yield return $"frame {entry.Frame} was completed twice";
            if (entry.Invalidates && !done.Remove(entry.Frame)) yield return $"frame {entry.Frame} was invalidated without being complete";
        }

        for (int frame = 0; frame < golden.Scene.Frames; frame++)
        {
            if (!done.Remove(frame, out JournalEvent? completed)) yield return $"frame {frame} is not in the journal";
            else if (completed.Sha256 != golden.FrameHashes[frame]) yield return $"the journal has another hash for frame {frame}";
        }

        foreach (int beyond in done.Keys) yield return $"frame {beyond} is in the journal and not in the film";
    }

    private static IEnumerable<string> Manifest(RenderedFolder folder, GoldenRun golden)
    {
        if (!File.Exists(folder.ManifestPath)) return ["there is no manifest"];
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(folder.ManifestPath));
        Dictionary<int, (string Hash, long Bytes)> listed = document.RootElement.Of("frames").EnumerateArray().ToDictionary(
            entry => entry.Of("frame").GetInt32(),
            entry => (entry.Of("sha256").GetString()!, entry.Of("bytes").GetInt64()));
        return
        [
            .. listed.Keys.Where(frame => frame >= golden.Scene.Frames).Select(frame => $"the manifest lists frame {frame}"),
            .. golden.FrameHashes
                .Select((hash, frame) => (frame, expected: (hash, new FileInfo(golden.Folder.Frame(frame)).Length)))
                .Where(row => listed.GetValueOrDefault(row.frame) != row.expected)
                .Select(row => $"the manifest is wrong about frame {row.frame}"),
        ];
    }

    private static IEnumerable<string> Film(RenderedFolder folder, GoldenRun golden)
    {
        if (!File.Exists(folder.FilmPath)) yield return "there is no film";
        else if (!folder.FilmHashes().SequenceEqual(golden.FilmHashes)) yield return "the film shows something else";
    }
}
