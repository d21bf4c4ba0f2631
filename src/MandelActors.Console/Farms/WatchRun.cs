using MandelActors.Client;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary><c>mandel watch</c>: shows a job until it is over.</summary>
internal static class WatchRun
{
    /// <param name="job">The whole id.</param>
    /// <returns>Done if the job was completed, failed if it failed or was cancelled.</returns>
    public static async Task<int> RunAsync(FarmClient farm, string job, bool asJson, CancellationToken cancellationToken)
    {
        JobView? last = null;
        await DisplayFor(asJson).ShowAsync(async show =>
        {
            await foreach (var view in farm.WatchAsync(job, reason => show(new WatchReport.Lost(reason)), cancellationToken).ConfigureAwait(false))
            {
                last = view;
                show(new WatchReport.Seen(view));
            }
        }).ConfigureAwait(false);
        return await EndAsync(last!).ConfigureAwait(false);
    }

    /// <summary>Says on standard error why a job is over that was not completed.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> EndAsync(JobView job)
    {
        if (job.State == "completed") return ExitCode.Done;
        await System.Console.Error.WriteLineAsync($"mandel: job {job.JobId}: {JobWords.Line(job).ReplaceLineEndings(" ")}").ConfigureAwait(false);
        return ExitCode.Failed;
    }

    private static IWatchDisplay DisplayFor(bool asJson)
    {
        if (asJson) return new JsonWatchDisplay(System.Console.Out);
        return System.Console.IsOutputRedirected ? new PlainWatchDisplay(System.Console.Out, TimeProvider.System) : new TerminalWatchDisplay();
    }
}
