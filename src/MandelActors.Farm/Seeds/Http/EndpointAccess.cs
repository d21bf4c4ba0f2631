namespace MandelActors.Farm.Seeds.Http;

/// <summary>What an endpoint demands, kept with it as metadata. An endpoint without it answers nobody.</summary>
/// <param name="Role">The role a bearer must have; <see cref="SeedRole.None"/> asks for no token.</param>
/// <param name="MostBytes">The largest body it takes.</param>
/// <param name="Leads">Whether only the seed that leads can answer.</param>
public sealed record EndpointAccess(SeedRole Role, long MostBytes, bool Leads)
{
    /// <summary>The name of the command in the audit log; null for what changes nothing.</summary>
    public string? Audit { get; init; }

    /// <summary>Whether a body may come as slowly as its sender likes, because the sender is a link that lives as long as its node.</summary>
    public bool LivesLong { get; init; }
}
