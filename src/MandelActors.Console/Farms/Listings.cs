using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>What a farm has, as rows.</summary>
internal static class Listings
{
    public static Listing Of(IEnumerable<JobView> jobs)
    {
        var listing = new Listing("job", "name", "state", "frames", "frames/s", "ETA", "priority", "submitted");
        foreach (var job in jobs)
        {
            var isRendering = job is { State: "running", Stage: "rendering", Waits: null };
            listing.Add(
                job.JobId, job.Name, State(job), $"{job.Done}/{job.Selected}",
                isRendering ? job.FramesPerSecond.ToString("0.0", CultureInfo.InvariantCulture) : "", isRendering ? JobWords.Eta(job) : "",
                job.Priority.ToString(CultureInfo.InvariantCulture), job.SubmittedAt is { } at ? JobWords.Moment(at) : "");
        }

        return listing;
    }

    private static string State(JobView job) => job switch
    {
        { Waits: { } why } => $"waits: {why}",
        { State: "running", Stage: not "rendering" } => job.Stage,
        _ => job.State,
    };

    public static Listing Of(IEnumerable<NodeView> nodes)
    {
        var listing = new Listing("device", "kind", "state", "jobs", "tags", "since", "name");
        foreach (var node in nodes)
        {
            var (tags, since) = (string.Join(",", node.Tags), JobWords.Moment(node.Since));
            // A node without devices is in the farm all the same, and somebody may look for it.
            if (node.Devices.Count == 0) listing.Add(node.Node, "", "no devices", "", tags, since, "");
            foreach (var device in node.Devices)
                listing.Add(device.Device, device.Kind, device.Reason is null ? device.State : $"{device.State}: {device.Reason}", string.Join(" ", device.Jobs), tags, since, device.Name);
        }

        return listing;
    }

    /// <summary>An entry of the log as one line.</summary>
    public static string Line(LogEntry entry)
    {
        var about = LogWords.About(entry);
        return $"{JobWords.Moment(entry.At)}  {entry.Level,-7}  {(about.Length == 0 ? "" : about + ": ")}{entry.Message}";
    }
}
