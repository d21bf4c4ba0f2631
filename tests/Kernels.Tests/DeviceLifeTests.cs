using System.Diagnostics;
using System.Runtime.InteropServices;
using MandelActors.Fractals;
using static MandelActors.Kernels.Tests.DeviceSuite;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>What devices leave behind when they are let go of.</summary>
[Collection(AloneGroup.Name)]
public sealed class DeviceLifeTests
{
    /// <summary>Devices opened between two measurements.</summary>
    private const int Devices = 250;

    [SkippableTheory]
    [MemberData(nameof(DeviceSuite.Devices), MemberType = typeof(DeviceSuite))]
    public void Opened_and_closed_a_thousand_times_a_device_leaves_nothing_behind(string name)
    {
        // What the driver's compiler and the runtime keep is there after the first of them.
        OpenAndClose(name);
        long[] growth = [Growth(name), Growth(name), Growth(name), Growth(name)];

        // What leaks does so every time; what the runtime takes and gives back beside it does not.
        growth.Min().ShouldBeLessThan(8L << 20, $"bytes that {Devices} devices left behind, time after time: {string.Join(", ", growth)}");
    }

    private static long Growth(string name)
    {
        var before = NativeBytes();
        OpenAndClose(name);
        return NativeBytes() - before;
    }

    private static void OpenAndClose(string name)
    {
        var task = new EscapeTask(ViewOf("-0.75", "0", "1.25", 16, 16), new EscapeRule(), IterationLimit.Fixed(300));
        var expected = Scalar(task);
        for (var time = 0; time < Devices; time++)
        {
            using var device = Open(name);
            // Programs are built at the first task: a few of them show whether those are let go of, too.
            if (time % 20 == 0) Field(device, task).ShouldBeTheSameBitsAs(expected, $"time {time}");
        }
    }

    /// <summary>Resident bytes outside the runtime's own heap, which grows and shrinks as it likes, and without what is free already.</summary>
    private static long NativeBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        if (OperatingSystem.IsLinux()) _ = ReleaseFreeMemory(0);
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 - GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int ReleaseFreeMemory(nint keep);
}
