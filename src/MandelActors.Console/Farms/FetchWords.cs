using MandelActors.Console.Output;

namespace MandelActors.Console.Farms;

/// <summary>Fetching in words.</summary>
internal static class FetchWords
{
    public static string Line(FetchReport.Going going)
    {
        var progress = going.Progress;
        var job = going.Job.IsOver ? "" : $"  job: {JobWords.Line(going.Job)}";
        return $"{progress.Right}/{progress.Files} files, {Sizes.Shown(progress.FetchedBytes)} fetched{job}";
    }

    /// <summary>The last lines: what came of it and where it lies.</summary>
    public static IEnumerable<string> Lines(FetchReport.Ended ended)
    {
        var progress = ended.Progress;
        yield return $"fetched {progress.Fetched} files ({Sizes.Shown(progress.FetchedBytes)}), kept {progress.Kept} that were there";
        if (ended.Missing is not null) yield break;
        var film = ended.Job.Film is { } name ? $"film: {Path.Combine(ended.Folder, name)}   " : "";
        yield return $"complete and verified   {film}folder: {ended.Folder}";
    }
}
