using MandelActors.Farm.Seeds.Http;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>Somebody who asks.</summary>
/// <param name="Name">The beginning of the token's hash: tells one from another and gives nothing away.</param>
public sealed record Bearer(string Name, SeedRole Roles)
{
    /// <summary>Whoever asks a seed that has no tokens.</summary>
    public static Bearer Anybody { get; } = new("anybody", SeedRole.All);

    /// <summary>Somebody who shows no token.</summary>
    public static Bearer Nobody { get; } = new("nobody", SeedRole.None);
}
