using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>What journals measure, under the meter <c>MandelActors</c>; costs nothing while nobody listens.</summary>
internal static class JournalMeter
{
    private static readonly Meter Meter = new("MandelActors");

    private static readonly Histogram<double> AppendSeconds =
        Meter.CreateHistogram<double>("mandel_journal_append_seconds", "s", "From asking for a write to the journal until it was durable");

    /// <summary>Measures a write that has just been asked for; one that fails is not counted.</summary>
    public static Task Measure(Task append) => AppendSeconds.Enabled ? MeasureAsync(append, Stopwatch.GetTimestamp()) : append;

    private static async Task MeasureAsync(Task append, long asked)
    {
        await append.ConfigureAwait(false);
        AppendSeconds.Record(Stopwatch.GetElapsedTime(asked).TotalSeconds);
    }
}
