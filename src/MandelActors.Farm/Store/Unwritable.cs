namespace MandelActors.Farm.Store;

/// <summary>Tells a place that may not be written to from a disk that fails.</summary>
public static class Unwritable
{
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    /// <summary>Whether the exception, or one it was caused by, says that this user, or nobody, may write there.</summary>
    public static bool Is(Exception? problem) => problem switch
    {
        null => false,
        UnauthorizedAccessException or IOException { HResult: WindowsWriteProtected } => true,
        IOException { HResult: ReadOnlyFileSystem } when !OperatingSystem.IsWindows() => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => Is(problem.InnerException),
    };
}
