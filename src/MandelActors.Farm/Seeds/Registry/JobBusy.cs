namespace MandelActors.Farm.Seeds.Registry;

/// <summary>From the registry: the job did not answer in time, most likely because it is being started again. Whether it heard is not known; asking again does no harm.</summary>
public sealed record JobBusy
{
    public static JobBusy Instance { get; } = new();
}
