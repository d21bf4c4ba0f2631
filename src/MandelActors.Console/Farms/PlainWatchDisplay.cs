using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>Plain lines, for files and pipes: one every few seconds, and one whenever something new begins.</summary>
internal sealed class PlainWatchDisplay(TextWriter output, TimeProvider time) : IWatchDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _warned = [];
    private (string State, string Stage, string? Waits)? _state;
    private long _shown;

    public async Task ShowAsync(Func<Action<WatchReport>, Task> watch)
    {
        JobView? last = null;
        await watch(report =>
        {
            if (report is WatchReport.Seen seen) Show(last = seen.Job);
            else if (report is WatchReport.Lost lost) Write($"connection lost, looking for the farm: {lost.Reason}");
        }).ConfigureAwait(false);
        foreach (var device in last?.Devices ?? []) Write($"  {JobWords.Device(device)}");
    }

    private void Show(JobView job)
    {
        foreach (var warning in job.Warnings.Where(_warned.Add)) Write($"note: {warning}");
        var state = (job.State, job.Stage, job.Waits);
        if (state == _state && time.GetElapsedTime(_shown) < Interval) return;
        (_state, _shown) = (state, time.GetTimestamp());
        Write(JobWords.Line(job));
    }

    private void Write(string line)
    {
        output.WriteLine(line.ReplaceLineEndings(" "));
        output.Flush();
    }
}
