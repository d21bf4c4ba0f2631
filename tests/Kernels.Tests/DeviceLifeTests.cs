using System.Diagnostics;
using MandelActors.Fractals;
using static MandelActors.Kernels.Tests.DeviceSuite;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>What devices leave behind when they are let go of.</summary>
[Collection(AloneGroup.Name)]
public sealed class DeviceLifeTests
{
    [SkippableTheory]
    [MemberData(nameof(Devices), MemberType = typeof(DeviceSuite))]
    public void Opened_and_closed_a_thousand_times_a_device_leaves_nothing_behind(string name)
    {
        // What the driver's compiler and the runtime keep is there after the first rounds.
        OpenAndClose(name, 200);
        var first = Growth(name);
        var second = Growth(name);

        // What leaks does so in both; what the process does beside it need not.
        Math.Min(first, second).ShouldBeLessThan(8L << 20, $"bytes that 400 devices left behind ({first} and {second})");
    }

    private static long Growth(string name)
    {
        var before = NativeBytes();
        OpenAndClose(name, 400);
        return NativeBytes() - before;
    }

    private static void OpenAndClose(string name, int times)
    {
        var task = new EscapeTask(ViewOf("-0.75", "0", "1.25", 16, 16), new EscapeRule(), IterationLimit.Fixed(300));
        var expected = Scalar(task);
        for (var time = 0; time < times; time++)
        {
            using var device = Open(name);
            // Programs are built at the first task: a few of them show whether those are let go of, too.
            if (time % 20 == 0) Field(device, task).ShouldBeTheSameBitsAs(expected, $"time {time}");
        }
    }

    /// <summary>Resident bytes outside the runtime's own heap, which grows and shrinks as it likes.</summary>
    private static long NativeBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 - GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
    }
}
