namespace MandelActors.Protocol.Api;

/// <summary>A node that is in the farm now.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Life">Another for every start of its process.</param>
/// <param name="Since">When it joined.</param>
public sealed record NodeView(string Node, string Life, IReadOnlyList<string> Tags, DateTimeOffset Since, IReadOnlyList<NodeDeviceView> Devices);
