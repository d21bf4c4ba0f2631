namespace MandelActors.Farm.Settings;

/// <summary>How frames travel from nodes to a seed.</summary>
/// <param name="SpoolMiB">MiB of finished frames that a node keeps until they are handed in; with more it asks for no new ones.</param>
/// <param name="SpoolHours">Hours after which a frame that nobody asked for is thrown away.</param>
/// <param name="PartMiB">MiB of the largest part of a frame that a seed takes.</param>
/// <param name="SlowestKiBPerSecond">KiB per second below which a seed cuts an upload.</param>
/// <param name="GraceSeconds">Seconds that an upload may be slower, or stand still.</param>
public sealed record TransportSettings(int SpoolMiB, int SpoolHours, int PartMiB, int SlowestKiBPerSecond, int GraceSeconds)
{
    internal TimeSpan Grace => TimeSpan.FromSeconds(GraceSeconds);
}
