using System.Globalization;

using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>The wall clock of a process, which a test may set while it runs; the clock that counts seconds since the start of the machine goes on as it does when somebody sets the time.</summary>
/// <param name="file">What the process's clock is set by.</param>
internal sealed class FakedClock(string file)
{
    /// <summary>What a process is started with to look at this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Lacking.FakeTimeLibrary!,
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <summary>Sets the clock so far from the true time, at once.</summary>
    public void Set(TimeSpan ahead)
    {
        string beside = file + ".new";
        File.WriteAllText(beside, string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(beside, file, overwrite: true);
    }

    /// <summary>Whether a process looks at it.</summary>
    public static bool IsSeenBy(FarmProcess process) => File.ReadAllText($"/proc/{process.Process.Id}/maps").Contains("libfaketime", StringComparison.Ordinal);
}
