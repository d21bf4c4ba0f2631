using System.Text.Json;

namespace MandelActors.Protocol.Api;

/// <summary>A job to be done.</summary>
/// <param name="Scene">The scene as an object, as a scene file has it.</param>
public sealed record SubmitRequest(JsonElement Scene)
{
    /// <summary>What the job is called in lists; the scene's file name, usually.</summary>
    public string Name { get; init; } = "";

    /// <summary>Makes the request repeatable: the same key with the same scene and terms names the same job, however often it comes, and with others is refused. 1 to 128 printable ASCII characters; null makes a new job each time.</summary>
    public string? Key { get; init; }

    /// <summary>−100 to 100: of two jobs that want a device the larger one gets it.</summary>
    public int Priority { get; init; }

    /// <summary>Tags that a node must have to work for the job.</summary>
    public IReadOnlyList<string> RequireTags { get; init; } = [];

    /// <summary>Most devices that work for the job at once; null for all.</summary>
    public int? MaxDevices { get; init; }

    /// <summary>The frames to render, <c>A..B</c>, both ends included; null for all.</summary>
    public string? Frames { get; init; }

    /// <summary>Whether to make the film once every frame is there.</summary>
    public bool Film { get; init; } = true;

    /// <summary>Seconds a frame may take at least: what is faster counts as failed. 0 for no limit.</summary>
    public double MinFrameSeconds { get; init; }

    /// <summary>Seconds a frame may take at most before it is given to somebody else. 0 for no limit.</summary>
    public double MaxFrameSeconds { get; init; }
}
