namespace MandelActors.Farm.Leadership;

/// <summary>How others know a seed.</summary>
/// <param name="Name">For people and logs; need not be unique.</param>
/// <param name="Address">Where clients and nodes reach it, such as <c>https://seed-1:7414</c>.</param>
public sealed record SeedIdentity(string Name, Uri Address);
