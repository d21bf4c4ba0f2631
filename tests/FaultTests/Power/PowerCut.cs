namespace MandelActors.FaultTests.Power;

/// <summary>A disk whose power was lost between two system calls.</summary>
/// <param name="After">The call before it, for people.</param>
/// <param name="Loss">What became of all that was not flushed.</param>
/// <param name="Disk">What is left.</param>
/// <param name="Promised">Frames that the program had said are done: to a person, a client or a node.</param>
internal sealed record PowerCut(string After, PowerLoss Loss, DiskImage Disk, int Promised)
{
    public override string ToString() => $"power lost after {After}, and with it {Loss}";
}
