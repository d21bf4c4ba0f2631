namespace MandelActors.FaultTests.Power;

/// <summary>A file or folder of a <see cref="DiskModel"/>, whatever its names.</summary>
internal abstract class DiskEntry
{
    /// <summary>What it holds now survives a loss of power.</summary>
    public abstract void Flush();
}
