namespace MandelActors.Console.Stacks;

/// <summary>Says on a terminal how many levels are done, on one line that is rewritten and at last removed; elsewhere nothing.</summary>
internal sealed class LevelDisplay(bool silent, int total) : IDisposable
{
    private readonly bool _shows = !silent && !System.Console.IsErrorRedirected;
    private int _width;

    public void Show(int done)
    {
        if (!_shows) return;
        var line = $"{done}/{total} levels";
        System.Console.Error.Write("\r" + line.PadRight(_width));
        _width = line.Length;
    }

    public void Dispose()
    {
        if (_width > 0) System.Console.Error.Write("\r" + new string(' ', _width) + "\r");
        _width = 0;
    }
}
