using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>Who a node says it is.</summary>
/// <param name="Node">Its name, unique in the farm.</param>
/// <param name="Life">Another for every start of the process: tells a node that came back from one that never left.</param>
/// <param name="Tags">What jobs may ask for.</param>
public sealed record NodeOffer(NodeId Node, string Life, IReadOnlyList<string> Tags);
