using MandelActors.Farm.Local;
using MandelActors.Protocol.Jobs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MandelActors.Console.Rendering;

/// <summary>A bar with rate and remaining time and one line per device, redrawn in place.</summary>
internal sealed class TerminalDisplay(string folder) : IRenderDisplay
{
    private const int BarWidth = 32;

    private readonly HashSet<string> _warned = [];
    private RenderReport? _last;

    public async Task ShowAsync(Func<Action<RenderReport>, Task> run)
    {
        await AnsiConsole.Live(new Markup("starting")).AutoClear(true).StartAsync(context => run(report =>
        {
            _last = report;
            context.UpdateTarget(Draw(report));
        })).ConfigureAwait(false);
        if (_last is not RenderReport.Finished finished) return;
        foreach (string warning in RenderWords.New(finished.Status, _warned)) AnsiConsole.MarkupLine($"[yellow]note:[/] {Markup.Escape(warning)}");
        foreach (var device in finished.Status?.Devices ?? []) AnsiConsole.MarkupLine($"[grey]{Markup.Escape(RenderWords.Device(device))}[/]");
        foreach (string line in RenderWords.Lines(finished)) AnsiConsole.MarkupLine($"[green]{Markup.Escape(line)}[/]");
    }

    private IRenderable Draw(RenderReport report) => report switch
    {
        RenderReport.Progress progress => new Rows([new Markup($"rendering into [bold]{Markup.Escape(folder)}[/]"), Bar(progress), .. Devices(progress.Status), .. Warnings(progress.Status)]),
        RenderReport.Waiting waiting => new Markup($"[yellow]paused:[/] {Markup.Escape(waiting.Reason)}"),
        _ => new Text(""),
    };

    private static Markup Bar(RenderReport.Progress progress)
    {
        var status = progress.Status;
        var (done, total) = status.Stage is JobStage.Checking or JobStage.Filming
            ? (status.StageDone, Math.Max(status.StageTotal, 1))
            : (status.SelectedDone, Math.Max(status.Selected, 1));
        int full = (int)((long)BarWidth * done / total);
        string colour = status.Phase == JobPhase.Paused ? "yellow" : "green";
        return new Markup($"[{colour}]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/] {Markup.Escape(RenderWords.Line(progress))}");
    }

    private static IEnumerable<IRenderable> Devices(JobProtocol.JobStatus status) =>
        status.Devices.Select(device => new Markup($"[grey]{Markup.Escape(RenderWords.Device(device))}[/]"));

    private static IEnumerable<IRenderable> Warnings(JobProtocol.JobStatus status) =>
        status.Warnings.TakeLast(3).Select(warning => new Markup($"[yellow]note:[/] {Markup.Escape(warning)}"));
}
