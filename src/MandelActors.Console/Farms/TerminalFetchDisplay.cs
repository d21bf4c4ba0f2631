using Spectre.Console;

namespace MandelActors.Console.Farms;

/// <summary>A bar of files, redrawn in place.</summary>
internal sealed class TerminalFetchDisplay : IFetchDisplay
{
    /// <summary>Pieces of files come far more often than anybody can look.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _shown;
    private FetchReport? _last;

    public async Task ShowAsync(Func<Action<FetchReport>, Task> fetch)
    {
        await AnsiConsole.Live(new Markup("asking the farm")).AutoClear(true).StartAsync(context => fetch(report =>
        {
            _last = report;
            if (report is not FetchReport.Going going || TimeProvider.System.GetElapsedTime(_shown) < Interval) return;
            _shown = TimeProvider.System.GetTimestamp();
            context.UpdateTarget(Draw(going));
        })).ConfigureAwait(false);
        if (_last is not FetchReport.Ended ended) return;
        foreach (var line in FetchWords.Lines(ended)) AnsiConsole.MarkupLine($"[green]{Markup.Escape(line)}[/]");
    }

    private static Markup Draw(FetchReport.Going going) =>
        ProgressBar.Draw(going.Progress.Files == 0 ? 0 : (double)going.Progress.Right / going.Progress.Files, "green", FetchWords.Line(going));
}
