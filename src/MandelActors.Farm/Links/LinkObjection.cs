namespace MandelActors.Farm.Links;

/// <summary>A message that does not pass: what its receiver and its sender are told in its place.</summary>
internal sealed record LinkObjection(object ToReceiver, object ToSender);
