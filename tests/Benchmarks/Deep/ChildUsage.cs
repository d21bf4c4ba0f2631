using System.Runtime.InteropServices;

namespace MandelActors.Benchmarks.Deep;

/// <summary>What the operating system has booked for all processes that this one started and that have ended.</summary>
/// <param name="ProcessorSeconds">User and system time together.</param>
/// <param name="PeakBytes">The most memory that any one of them held.</param>
internal readonly partial record struct ChildUsage(double ProcessorSeconds, long PeakBytes)
{
    private const int Children = -1;

    /// <exception cref="PlatformNotSupportedException">The layout is known for 64-bit Linux alone.</exception>
    public static ChildUsage Now()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) throw new PlatformNotSupportedException("getrusage is read as 64-bit Linux lays it out");
        // Seconds and microseconds of user time, the same of system time, peak memory in KiB, 13 more.
        Span<long> usage = stackalloc long[18];
        if (GetUsage(Children, ref usage[0]) != 0) throw new InvalidOperationException($"getrusage failed: {Marshal.GetLastPInvokeError()}");
        return new ChildUsage(usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6, usage[4] << 10);
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetUsage(int who, ref long usage);
}
