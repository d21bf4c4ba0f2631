using MandelActors.Protocol.Api;

namespace MandelActors.Console.Tests.Farms;

/// <summary>Jobs and nodes that have something of everything.</summary>
internal static class FarmSamples
{
    public static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    public static readonly JobView Running = new("3f2a9c0011223344", "seahorse", "mandelbrot-zoom", "running", "rendering", 300, 300, 120)
    {
        SubmittedAt = Moment,
        Priority = 5,
        RequireTags = ["avx512", "fast"],
        MaxDevices = 4,
        Leased = 8,
        Failed = 2,
        LateAttempts = 1,
        FrameBytes = 3 << 20,
        FramesPerSecond = 12.34,
        RemainingSeconds = 90,
        Devices =
        [
            new JobDevice("rack1/cpu", 100, 25_000, 1),
            new JobDevice("rack2/opencl:0:0", 20, 800, 0) { SetAside = "3 frames in a row failed" },
        ],
        Warnings = ["frame 7: it is missing; it is rendered again"],
    };

    public static readonly JobView Cancelled = new("77aa", "", "lyapunov", "cancelled", "finished", 600, 10, 9) { SubmittedAt = Moment, Reason = "as agreed" };

    public static readonly NodeView[] Nodes =
    [
        new NodeView("rack1", "1", ["avx512", "fast"], Moment, [new NodeDeviceView("rack1/cpu", "cpu-avx512", "AMD EPYC", "ready") { Jobs = [Running.JobId] }]),
        new NodeView("rack2", "1", [], Moment, [new NodeDeviceView("rack2/opencl:0:0", "opencl-x", "Some GPU", "lost") { Reason = "driver reset" }]),
        new NodeView("rack3", "1", [], Moment, []),
    ];
}
