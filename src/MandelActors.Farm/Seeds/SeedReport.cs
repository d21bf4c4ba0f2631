namespace MandelActors.Farm.Seeds;

/// <summary>What a seed says of itself once it runs.</summary>
/// <param name="Address">Where it listens, with the port it got.</param>
/// <param name="Store">The folder of its jobs.</param>
/// <param name="Leads">Whether it leads; otherwise it stands by.</param>
public sealed record SeedReport(Uri Address, string Store, bool Leads);
