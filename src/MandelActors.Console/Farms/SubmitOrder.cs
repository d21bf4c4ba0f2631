using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Farms;

/// <summary>What <c>mandel submit</c> was asked for.</summary>
/// <param name="ScenePath">The scene file.</param>
/// <param name="Set"><c>key=value</c> texts that change the scene.</param>
/// <param name="Frames">The frames to render.</param>
/// <param name="Name">What the job is called; null for the scene file's name without ending.</param>
/// <param name="Key">Makes the command repeatable; null for a new job.</param>
internal sealed record SubmitOrder(string ScenePath, IReadOnlyList<string> Set, FrameRange Frames, string? Name, string? Key)
{
    public int Priority { get; init; }

    public IReadOnlyList<string> RequireTags { get; init; } = [];

    public int? MaxDevices { get; init; }

    public bool NoFilm { get; init; }

    public double MinFrameSeconds { get; init; }

    public double MaxFrameSeconds { get; init; }
}
