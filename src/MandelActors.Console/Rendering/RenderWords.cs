using System.Globalization;
using MandelActors.Farm.Local;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Console.Rendering;

/// <summary>A render's reports in words.</summary>
internal static class RenderWords
{
    /// <summary>Where it stands, as one line.</summary>
    public static string Line(RenderReport.Progress progress)
    {
        var status = progress.Status;
        string frames = $"{status.SelectedDone}/{status.Selected} frames";
        return status switch
        {
            { Phase: JobPhase.Paused } => $"paused: {status.Reason} ({frames})",
            { Stage: JobStage.Opening } => "opening the job",
            { Stage: JobStage.Checking } => $"checking frames {status.StageDone}/{Math.Max(status.StageTotal, status.Done)}",
            { Stage: JobStage.Filming } => $"film: {status.StageDone}/{status.FrameCount} frames encoded",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{frames}  {progress.FramesPerSecond:0.0} frames/s  ETA {Eta(progress.Remaining)}"),
        };
    }

    /// <summary>What one device did.</summary>
    public static string Device(JobProtocol.DeviceShare device)
    {
        double each = device.Frames == 0 ? 0 : (double)device.Milliseconds / device.Frames;
        string failures = device.Failures == 0 ? "" : $", {device.Failures} failures";
        return string.Create(CultureInfo.InvariantCulture, $"{device.Device}: {device.Frames} frames, {each:0} ms each{failures}");
    }

    public static string Eta(TimeSpan? remaining) => remaining is { } left
        ? left.ToString(left.TotalHours < 1 ? @"m\:ss" : left.TotalDays < 1 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)
        : "-";

    /// <summary>The last lines: what came of it and where it lies.</summary>
    public static IEnumerable<string> Lines(RenderReport.Finished finished)
    {
        if (!finished.Succeeded) yield break;
        string took = string.Create(CultureInfo.InvariantCulture, $"{finished.Elapsed.TotalSeconds:0.0} s");
        yield return finished.Rendered == 0 ? $"complete and verified, nothing to render ({took})" : $"rendered {finished.Rendered} frames in {took}";
        yield return finished.FilmFile is null ? $"frames: {finished.FramesFolder}" : $"film: {finished.FilmFile}   frames: {finished.FramesFolder}";
    }

    /// <summary>Warnings that were not shown yet.</summary>
    public static IEnumerable<string> New(JobProtocol.JobStatus? status, HashSet<string> shown) =>
        status?.Warnings.Where(shown.Add) ?? [];
}
