namespace MandelActors.Console.Shell;

/// <summary>What the program says to scripts when it ends.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The input was fine, the work failed; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>A file, key or option cannot be accepted; one line on standard error names it.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C or a request to terminate.</summary>
    public const int Interrupted = 130;
}
