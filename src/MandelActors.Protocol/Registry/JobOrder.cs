using System.Globalization;

namespace MandelActors.Protocol.Registry;

/// <summary>What somebody asked the farm to do, checked and complete.</summary>
/// <param name="Key">What made the request repeatable; null for a job that is new each time.</param>
/// <param name="Name">What the job is called in lists.</param>
/// <param name="Scene">The complete scene as JSON.</param>
/// <param name="Identity">The hash of all that decides how a frame looks.</param>
/// <param name="Kind">The scene's kind, such as <c>mandelbrot-zoom</c>.</param>
/// <param name="FrameCount">Frames of the film.</param>
/// <param name="FirstFrame">The first frame to render.</param>
/// <param name="LastFrame">The last frame to render.</param>
/// <param name="Film">Whether to make the film once every frame is there.</param>
/// <param name="Priority">−100 to 100: of two jobs that want a device the larger one gets it.</param>
/// <param name="RequireTags">Tags that a node must have to work for the job.</param>
/// <param name="MaxDevices">Most devices that work for the job at once; null for all.</param>
/// <param name="MinFrameSeconds">What is rendered faster counts as failed; 0 for no limit.</param>
/// <param name="MaxFrameSeconds">What takes longer is given to somebody else; 0 for no limit.</param>
public sealed record JobOrder(
    string? Key,
    string Name,
    string Scene,
    string Identity,
    string Kind,
    int FrameCount,
    int FirstFrame,
    int LastFrame,
    bool Film,
    int Priority,
    IReadOnlyList<string> RequireTags,
    int? MaxDevices,
    double MinFrameSeconds,
    double MaxFrameSeconds)
{
    /// <summary>In what this order asks for something else than another one; what the job is called is no part of it.</summary>
    /// <param name="other">The other order.</param>
    /// <returns>The first difference, as what this order does; null if there is none.</returns>
    public string? DifferenceFrom(JobOrder other)
    {
        if (Key != other.Key) return "belongs to another key";
        if (Identity != other.Identity) return "has another scene";
        if (FirstFrame != other.FirstFrame || LastFrame != other.LastFrame) return $"renders frames {FirstFrame}..{LastFrame}, not {other.FirstFrame}..{other.LastFrame}";
        if (Film != other.Film) return Film ? "makes a film" : "makes no film";
        if (Priority != other.Priority) return $"was submitted with priority {Priority}, not {other.Priority}";
        if (!RequireTags.ToHashSet().SetEquals(other.RequireTags)) return $"requires {Tags(RequireTags)}, not {Tags(other.RequireTags)}";
        if (MaxDevices != other.MaxDevices) return $"may have {Devices(MaxDevices)}, not {Devices(other.MaxDevices)}";
        return (MinFrameSeconds, MaxFrameSeconds) == (other.MinFrameSeconds, other.MaxFrameSeconds) ? null : "has other limits of seconds a frame";
    }

    private static string Tags(IReadOnlyList<string> tags) => tags.Count == 0 ? "no tag" : $"the tags {string.Join(", ", tags)}";

    private static string Devices(int? most) => most is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count} devices at most") : "all devices";
}
