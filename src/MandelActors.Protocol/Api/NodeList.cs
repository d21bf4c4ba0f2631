namespace MandelActors.Protocol.Api;

/// <summary>All nodes that are in the farm now, by name.</summary>
public sealed record NodeList(IReadOnlyList<NodeView> Nodes);
