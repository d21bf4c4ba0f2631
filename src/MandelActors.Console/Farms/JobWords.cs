using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Console.Rendering;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>A farm's job in words.</summary>
internal static class JobWords
{
    /// <summary>Where it stands, as one line.</summary>
    public static string Line(JobView job) => job.State switch
    {
        "completed" => $"completed: {Frames(job)}{Film(job)}",
        "failed" or "cancelled" or "paused" => $"{job.State}{(job.Reason is null ? "" : $": {job.Reason}")} ({Frames(job)})",
        "opening" => "opening the job",
        _ => job.Stage switch
        {
            "checking" => $"checking frames {job.StageDone}/{job.StageTotal}",
            "filming" => $"film: {job.StageDone}/{job.StageTotal} frames encoded",
            _ when job.Waits is { } why => $"{Frames(job)}  waits: {why}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Frames(job)}  {job.FramesPerSecond:0.0} frames/s  ETA {Eta(job)}{Trouble(job)}"),
        },
    };

    public static string Frames(JobView job) => $"{job.Done}/{job.Selected} frames";

    public static string Eta(JobView job) =>
        // A rate near zero promises any time at all, more than a time span holds.
        RenderWords.Eta(job.RemainingSeconds is { } seconds and >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>What one device did for the job.</summary>
    public static string Device(JobDevice device)
    {
        double each = device.Frames == 0 ? 0 : (double)device.Milliseconds / device.Frames;
        var failures = device.Failures == 0 ? "" : $", {device.Failures} failures";
        var setAside = device.SetAside is null ? "" : $", gets no more: {device.SetAside}";
        return string.Create(CultureInfo.InvariantCulture, $"{device.Device}: {device.Frames} frames, {each:0} ms each{failures}{setAside}");
    }

    /// <summary>Everything there is to say, a fact a line: what it is called, and the fact.</summary>
    public static IEnumerable<(string What, string Fact)> Facts(JobView job)
    {
        yield return ("job", $"{job.JobId}  {job.Name}".TrimEnd());
        yield return ("scene", $"{job.Kind}, {job.Frames} frames{(job.Selected == job.Frames ? "" : $", {job.Selected} of them asked for")}");
        yield return ("state", Line(job));
        if (job.SubmittedAt is { } at) yield return ("submitted", Moment(at));
        if (job.Priority != 0) yield return ("priority", job.Priority.ToString(CultureInfo.InvariantCulture));
        if (job.RequireTags.Count > 0) yield return ("tags", string.Join(", ", job.RequireTags));
        if (job.MaxDevices is { } most) yield return ("devices", $"at most {most}");
        yield return ("frames", $"{job.Done} done, {job.Leased} in work, {job.Failed} to be tried again, {job.Quarantined} given up; {Sizes.Shown(job.FrameBytes)}");
        if (job.LateAttempts > 0) yield return ("late", $"{job.LateAttempts} results came too late and were turned away");
        if (job.Disputes > 0) yield return ("ALARM", $"{job.Disputes} frames came out differently on the same kind of device");
        foreach (var device in job.Devices) yield return ("device", Device(device));
        foreach (var warning in job.Warnings) yield return ("note", warning);
    }

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Film(JobView job) => job.Film is null ? "" : $", {job.Film} ({Sizes.Shown(job.FilmBytes)})";

    private static string Trouble(JobView job) => (job.Failed, job.Quarantined) switch
    {
        (0, 0) => "",
        (var failed, 0) => $"  {failed} to be tried again",
        (0, var given) => $"  {given} given up",
        var (failed, given) => $"  {failed} to be tried again, {given} given up",
    };
}
