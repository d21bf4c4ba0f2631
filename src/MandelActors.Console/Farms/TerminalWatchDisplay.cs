using MandelActors.Protocol.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MandelActors.Console.Farms;

/// <summary>A bar with rate and remaining time, a line for each device and the last notes, redrawn in place.</summary>
internal sealed class TerminalWatchDisplay : IWatchDisplay
{
    /// <summary>A farm may have more devices than a terminal has lines.</summary>
    private const int MostDevices = 12;

    private const int MostWarnings = 3;

    private JobView? _last;

    public async Task ShowAsync(Func<Action<WatchReport>, Task> watch)
    {
        await AnsiConsole.Live(new Markup("asking the farm")).AutoClear(true).StartAsync(context => watch(report =>
        {
            if (report is WatchReport.Seen seen) _last = seen.Job;
            context.UpdateTarget(Draw(_last, (report as WatchReport.Lost)?.Reason));
        })).ConfigureAwait(false);
        if (_last is null) return;
        AnsiConsole.Write(Draw(_last, null));
    }

    /// <param name="job">Where it stood last; null if nothing is known.</param>
    /// <param name="lost">Why nothing newer is known; null if something is.</param>
    internal static IRenderable Draw(JobView? job, string? lost)
    {
        var lines = new List<IRenderable>();
        if (job is not null)
        {
            lines.Add(new Markup($"job [bold]{Markup.Escape(job.JobId)}[/] {Markup.Escape(job.Name)}"));
            lines.Add(ProgressBar.Draw(Share(job), job.State is "failed" or "cancelled" ? "red" : job.State == "paused" ? "yellow" : "green", JobWords.Line(job)));
            lines.AddRange(job.Devices.Take(MostDevices).Select(device => new Markup($"[grey]{Markup.Escape(JobWords.Device(device))}[/]")));
            if (job.Devices.Count > MostDevices) lines.Add(new Markup($"[grey]and {job.Devices.Count - MostDevices} devices more[/]"));
            lines.AddRange(job.Warnings.TakeLast(MostWarnings).Select(warning => new Markup($"[yellow]note:[/] {Markup.Escape(warning)}")));
        }

        if (lost is not null) lines.Add(new Markup($"[yellow]connection lost, looking for the farm:[/] {Markup.Escape(lost)}"));
        return new Rows(lines);
    }

    private static double Share(JobView job)
    {
        var (done, total) = job is { State: "running", Stage: "checking" or "filming" } ? (job.StageDone, job.StageTotal) : (job.Done, job.Selected);
        return total <= 0 ? 0 : (double)done / total;
    }
}
