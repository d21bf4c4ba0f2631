using MandelActors.Console.Output;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>The job itself, one JSON object a line, as the farm tells it; that the farm is out of reach is a note on standard error.</summary>
internal sealed class JsonWatchDisplay(TextWriter output) : IWatchDisplay
{
    public Task ShowAsync(Func<Action<WatchReport>, Task> watch) => watch(report =>
    {
        if (report is WatchReport.Seen seen) JsonLine.Write(output, seen.Job, ApiJson.Default.JobView);
        else if (report is WatchReport.Lost lost) Remarks.Print([$"connection lost, looking for the farm: {lost.Reason}"]);
    });
}
