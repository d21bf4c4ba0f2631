using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>What journals measure, under the meter <c>MandelActors</c>; costs nothing while nobody listens.</summary>
internal static class JournalMeter
{
    private static readonly Meter Meter = new("MandelActors");

    /// <summary>From a fast disk's flush to a database out of reach.</summary>
    private static readonly InstrumentAdvice<double> Bounds = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] };

    private static readonly Histogram<double> AppendSeconds =
        Meter.CreateHistogram("mandel_journal_append_seconds", "s", "From asking for a write to the journal until it was durable", tags: null, Bounds);

    /// <summary>Measures a write that has just been asked for; one that fails is not counted.</summary>
    public static Task Measure(Task append) => AppendSeconds.Enabled ? MeasureAsync(append, Stopwatch.GetTimestamp()) : append;

    private static async Task MeasureAsync(Task append, long asked)
    {
        await append.ConfigureAwait(false);
        AppendSeconds.Record(Stopwatch.GetElapsedTime(asked).TotalSeconds);
    }
}
