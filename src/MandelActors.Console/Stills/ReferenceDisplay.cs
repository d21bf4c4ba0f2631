using System.Globalization;
using MandelActors.Fractals.Deep;

namespace MandelActors.Console.Stills;

/// <summary>Says on a terminal how far a reference has come, on one line that is rewritten and at last removed. One that takes less than a second is not worth a word.</summary>
internal sealed class ReferenceDisplay(TextWriter output, TimeProvider time) : IProgress<ReferenceProgress>, IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.2);

    private readonly long _started = time.GetTimestamp();
    private long? _shown;
    private int _width;

    public void Report(ReferenceProgress value)
    {
        if (time.GetElapsedTime(_started) < Silence || (_shown is { } last && time.GetElapsedTime(last) < Interval)) return;
        _shown = time.GetTimestamp();
        var line = string.Create(CultureInfo.InvariantCulture, $"reference: {value.Steps:N0} steps of {value.Limit:N0} at most, {value.PrecisionBits} bits");
        output.Write("\r" + line.PadRight(_width));
        output.Flush();
        _width = line.Length;
    }

    public void Dispose()
    {
        if (_width == 0) return;
        output.Write("\r" + new string(' ', _width) + "\r");
        output.Flush();
        _width = 0;
    }
}
