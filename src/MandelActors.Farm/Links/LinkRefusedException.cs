namespace MandelActors.Farm.Links;

/// <summary>A seed would not have a node for a reason that may pass, such as another node of its name that may be a former life of it.</summary>
/// <param name="reason">One line, with the remedy.</param>
internal sealed class LinkRefusedException(string reason) : Exception(reason);
