using Spectre.Console;

namespace MandelActors.Console.Benchmarks;

/// <summary>Shows figures as they come in, with a bar on a terminal that says how many are left.</summary>
internal static class BenchDisplay
{
    /// <param name="figures">Measured while they are read.</param>
    /// <param name="count">How many there will be.</param>
    /// <param name="print">Prints one figure.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    public static Task ShowAsync(IEnumerable<Figure> figures, int count, Action<Figure> print, CancellationToken cancellationToken) =>
        Task.Run(() =>
        {
            if (System.Console.IsOutputRedirected || System.Console.IsErrorRedirected)
                PrintAll(figures, print, () => { });
            else
                PrintBelowBar(figures, count, print);
        }, cancellationToken);

    private static void PrintBelowBar(IEnumerable<Figure> figures, int count, Action<Figure> print)
    {
        // The bar goes to standard error, so that figures can still be piped.
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        var measured = new List<Figure>();
        terminal.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new SpinnerColumn()).Start(progress =>
        {
            var bar = progress.AddTask("measuring", maxValue: count);
            PrintAll(figures, measured.Add, () => bar.Increment(1));
        });
        measured.ForEach(print);
    }

    private static void PrintAll(IEnumerable<Figure> figures, Action<Figure> print, Action done)
    {
        foreach (var figure in figures)
        {
            print(figure);
            done();
        }
    }
}
