using MandelActors.Farm.Settings;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Local;

/// <summary>What to render in this process.</summary>
/// <param name="Scene">The complete scene.</param>
/// <param name="SceneOrigin">Where it came from, for errors.</param>
/// <param name="Folder">The job's folder; need not exist.</param>
/// <param name="Frames">The frames to render, within the film.</param>
/// <param name="Film">Whether to assemble the film once every frame of it is there.</param>
/// <param name="Restart">Whether to throw away what an earlier run left in the folder.</param>
/// <param name="Devices">What computes.</param>
/// <param name="Settings">How this machine works.</param>
public sealed record LocalOrder(
    Scene Scene,
    string SceneOrigin,
    string Folder,
    FrameRange Frames,
    bool Film,
    bool Restart,
    IReadOnlyList<IDevice> Devices,
    NodeSettings Settings)
{
    /// <summary>Where the film or array goes, if not into the folder.</summary>
    public string? Product { get; init; }
}
