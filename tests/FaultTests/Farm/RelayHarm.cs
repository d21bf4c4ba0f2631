namespace MandelActors.FaultTests.Farm;

/// <summary>What a <see cref="LinkRelay"/> does to what it passes on. Of so many messages or requests one is harmed, at random; 0 for none.</summary>
/// <param name="Delayed">It comes up to a fifth of a second late, and everything behind it.</param>
/// <param name="Repeated">It comes twice.</param>
/// <param name="Swapped">It comes after the next one.</param>
/// <param name="Dropped">It never comes.</param>
/// <param name="RequestsRepeated">A request comes twice, and only the second answer arrives.</param>
public sealed record RelayHarm(int Delayed = 0, int Repeated = 0, int Swapped = 0, int Dropped = 0, int RequestsRepeated = 0);
