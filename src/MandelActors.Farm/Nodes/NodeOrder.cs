using MandelActors.Farm.Settings;
using MandelActors.Kernels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MandelActors.Farm.Nodes;

/// <summary>What a node is to be.</summary>
/// <param name="Seeds">Where to dial, <c>http</c> or <c>https</c>; any seed of the farm will do.</param>
/// <param name="Name">The node's, unique in the farm: 1 to 64 letters, digits, points, dashes and underscores.</param>
/// <param name="Devices">What computes; owned by the caller, disposed of after the node has stopped.</param>
/// <param name="Settings">How this machine works.</param>
public sealed record NodeOrder(IReadOnlyList<Uri> Seeds, string Name, IReadOnlyList<IDevice> Devices, NodeSettings Settings)
{
    /// <summary>What lets the node in; null where the seed asks for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>What jobs may ask for.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The folder that is the seed's store too; null where frames travel over HTTP.</summary>
    public string? Shared { get; init; }

    /// <summary>The node's own log: what its jobs and devices do, with the details that do not travel.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The connections are made with these: for certificates that the system does not know. Each call makes a new one.</summary>
    public Func<SocketsHttpHandler> Handlers { get; init; } = () => new SocketsHttpHandler();
}
