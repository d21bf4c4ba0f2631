namespace MandelActors.Farm.Seeds.Registry;

/// <summary>From the registry: the store would not take a job's folder; nothing was admitted.</summary>
/// <param name="NoRoom">The disk is full.</param>
public sealed record StoreRefused(string Reason, bool NoRoom);
