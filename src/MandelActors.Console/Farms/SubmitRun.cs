using System.Globalization;
using System.Text.Json;
using MandelActors.Client;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Seeds.Registry;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Farms;

/// <summary><c>mandel submit</c>: a scene that was found right here becomes a job of a farm.</summary>
internal static class SubmitRun
{
    private const int LargestPriority = 100;

    /// <summary>Reads the scene completely: what travels holds every default and the numbers of its location files, and means the same anywhere.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="notes">Told, a line each, what is accepted and may not be what was meant.</param>
    /// <exception cref="BadInputException">Scene or options cannot be accepted.</exception>
    public static SubmitRequest Prepare(SubmitOrder order, ICollection<string> notes)
    {
        RequirePriority($"--priority {order.Priority.ToString(CultureInfo.InvariantCulture)}", order.Priority);
        Require(order.MaxDevices is null or (> 0 and <= JobOrders.MostDevices), "--max-devices", order.MaxDevices, order.MaxDevices > 0 ? $"expected at most {JobOrders.MostDevices}" : "expected 1 or more");
        RequireSeconds("--min-frame-seconds", order.MinFrameSeconds);
        RequireSeconds("--max-frame-seconds", order.MaxFrameSeconds);
        Require(
            order.MaxFrameSeconds == 0 || order.MinFrameSeconds < order.MaxFrameSeconds, "--max-frame-seconds", order.MaxFrameSeconds,
            string.Create(CultureInfo.InvariantCulture, $"expected more than --min-frame-seconds, which is {order.MinFrameSeconds}, or 0 for no limit"));
        RequireTags(order.RequireTags);
        if (order.Key is { } key && (key.Length is 0 or > JobOrders.LongestKey || !key.All(c => c is >= ' ' and <= '~')))
            throw new BadInputException("--key", "", $"expected 1 to {JobOrders.LongestKey} printable ASCII characters");
        var scene = SceneLoader.Check(SceneFile.ReadDocument(order.ScenePath, order.Set), notes);
        var frames = order.Frames.Within(scene.FrameCount);
        var name = order.Name ?? Path.GetFileNameWithoutExtension(order.ScenePath);
        if (name.Length > JobOrders.LongestName || name.Any(char.IsControl)) throw new BadInputException("--name", "", $"expected at most {JobOrders.LongestName} printable characters");
        using var written = JsonDocument.Parse(SceneWriter.Write(scene));
        return new SubmitRequest(written.RootElement.Clone())
        {
            Name = name,
            Key = order.Key,
            Priority = order.Priority,
            RequireTags = order.RequireTags,
            MaxDevices = order.MaxDevices,
            Frames = frames == FrameRange.All.Within(scene.FrameCount) ? null : frames.ToString(),
            Film = scene is FilmScene && !order.NoFilm,
            MinFrameSeconds = order.MinFrameSeconds,
            MaxFrameSeconds = order.MaxFrameSeconds,
        };
    }

    /// <param name="farm">Whom to hand it to.</param>
    /// <param name="request">As <see cref="Prepare"/> made it.</param>
    /// <param name="watch">Whether to stay until the job is over.</param>
    /// <param name="asJson">Whether standard output is for programs.</param>
    public static async Task<int> RunAsync(FarmClient farm, SubmitRequest request, bool watch, bool asJson, CancellationToken cancellationToken)
    {
        var reply = await farm.SubmitAsync(request, cancellationToken).ConfigureAwait(false);
        if (asJson) JsonLine.Write(System.Console.Out, json => json.WriteString("jobId", reply.JobId));
        else System.Console.Out.WriteLine(reply.JobId);
        if (!reply.Created) Remarks.Print(["the farm had this job already: same key, same scene, same terms"]);
        return watch ? await WatchRun.RunAsync(farm, reply.JobId, asJson, cancellationToken).ConfigureAwait(false) : ExitCode.Done;
    }

    /// <param name="origin">What the error names.</param>
    /// <param name="priority">What was asked for.</param>
    /// <exception cref="BadInputException">It is none that a farm has.</exception>
    public static void RequirePriority(string origin, int priority)
    {
        if (Math.Abs((long)priority) > LargestPriority) throw new BadInputException(origin, "", $"expected −{LargestPriority} to {LargestPriority}");
    }

    private static void RequireSeconds(string option, double seconds)
    {
        Require(seconds >= 0, option, seconds, "expected seconds, 0 or more");
        Require(seconds <= JobOrders.LongestFrameSeconds, option, seconds, $"expected at most {JobOrders.LongestFrameSeconds} seconds");
    }

    private static void RequireTags(IReadOnlyList<string> tags)
    {
        if (tags.Count > JobOrders.MostTags) throw new BadInputException("--require-tag", "", $"expected it at most {JobOrders.MostTags} times, found it {tags.Count} times");
        if (tags.FirstOrDefault(tag => !JobOrders.IsTag(tag)) is { } wrong)
            throw new BadInputException($"--require-tag {wrong}", "", $"expected 1 to {JobOrders.LongestTag} letters, digits, '-', '_' or '.'");
    }

    private static void Require(bool isMet, string option, IFormattable? value, string expectation)
    {
        if (!isMet) throw new BadInputException($"{option} {value?.ToString(null, CultureInfo.InvariantCulture)}", "", expectation);
    }
}
