using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;

namespace MandelActors.Farm.Local;

/// <summary>The node's settings in the terms of the actors.</summary>
internal static class LocalSettings
{
    public static JobSettings JobsFrom(NodeSettings settings) => JobSettings.Default with
    {
        FailuresPerFrame = settings.Farm.MaxAttempts,
        SnapshotEvery = settings.Farm.SnapshotEvery,
        HealInterval = TimeSpan.FromSeconds(settings.Farm.HealIntervalSeconds),
        ReserveBytes = (long)settings.Store.ReserveMiB << 20,
        FramesPerDevice = settings.Farm.FramesPerDevice,
        StuckAfter = TimeSpan.FromMinutes(settings.Farm.StuckMinutes),
        WorkerDepth = settings.Farm.PipelineDepth,
    };

    public static WorkerSettings WorkersFrom(NodeSettings settings) => WorkerSettings.Default with
    {
        PipelineDepth = settings.Farm.PipelineDepth,
        PipelineBytes = (long)settings.Farm.PipelineMiB << 20,
        AskAgain = TimeSpan.FromSeconds(settings.Farm.AskTimeoutSeconds),
        CrossCheckEvery = settings.Farm.CrossCheckEvery,
        LongestWait = TimeSpan.FromMinutes(settings.Farm.StuckMinutes) / 3,
    };
}
