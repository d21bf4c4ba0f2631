namespace MandelActors.Actors.Persistence;

/// <summary>A write was rejected because its writer leads no more: another epoch is in force. Nothing was written, and nothing ever will be.</summary>
/// <param name="epoch">The writer's.</param>
/// <param name="inForce">The one that the journal takes writes of.</param>
public sealed class StaleWriterException(long epoch, long inForce)
    : Exception($"The journal takes writes of epoch {inForce} only, and this one is of epoch {epoch}: another seed leads now")
{
    public long Epoch { get; } = epoch;

    public long InForce { get; } = inForce;
}
