namespace MandelActors.Client.Tests;

/// <summary>Clients that are less patient than the usual ones, where patience is not what is tested.</summary>
internal static class Farms
{
    public static FarmClientSettings Hasty { get; } = new()
    {
        FirstContact = TimeSpan.Zero,
        Takeover = TimeSpan.FromSeconds(20),
        WatchPatience = TimeSpan.FromSeconds(20),
    };

    public static FarmClient Of(params ScriptedSeed[] seeds) => new([.. seeds.Select(seed => seed.Address)], "secret", Hasty);
}
