using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Nodes;

/// <summary>What a node must know of a job to work for it, wherever the node is.</summary>
/// <param name="Job">Whose.</param>
/// <param name="Scene">What to draw.</param>
/// <param name="Priority">Of two jobs that want a device the larger one gets it.</param>
public sealed record WorkOrder(JobId Job, Scene Scene, int Priority)
{
    /// <summary>What a device may take for one frame before it is given up there; zero for no limit.</summary>
    public TimeSpan MaxFrameTime { get; init; }
}
