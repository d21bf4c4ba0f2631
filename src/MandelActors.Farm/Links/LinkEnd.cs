namespace MandelActors.Farm.Links;

/// <summary>How a link ended.</summary>
/// <param name="Reason">One line.</param>
/// <param name="IsInOrder">Whether one of the two sides was told to stop, and said so: all that it had to say has come.</param>
internal sealed record LinkEnd(string Reason, bool IsInOrder);
