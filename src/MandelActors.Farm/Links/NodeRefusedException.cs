namespace MandelActors.Farm.Links;

/// <summary>A farm will not have a node, and trying again will not help: another version, another store, or something the node says of itself.</summary>
/// <param name="seed">Who refused.</param>
/// <param name="reason">One line, with the remedy.</param>
public sealed class NodeRefusedException(Uri seed, string reason) : Exception($"the seed at {seed.GetLeftPart(UriPartial.Authority)} will not have this node: {reason}");
