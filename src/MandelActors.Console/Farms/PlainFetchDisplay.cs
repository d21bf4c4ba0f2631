namespace MandelActors.Console.Farms;

/// <summary>Plain lines, for files and pipes: one every few seconds.</summary>
internal sealed class PlainFetchDisplay(TextWriter output, TimeProvider time) : IFetchDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private long? _shown;

    public Task ShowAsync(Func<Action<FetchReport>, Task> fetch) => fetch(report =>
    {
        switch (report)
        {
            case FetchReport.Going going when _shown is not { } shown || time.GetElapsedTime(shown) >= Interval:
                _shown = time.GetTimestamp();
                Write(FetchWords.Line(going));
                break;
            case FetchReport.Ended ended:
                foreach (var line in FetchWords.Lines(ended)) Write(line);
                break;
        }
    });

    private void Write(string line)
    {
        output.WriteLine(line.ReplaceLineEndings(" "));
        output.Flush();
    }
}
