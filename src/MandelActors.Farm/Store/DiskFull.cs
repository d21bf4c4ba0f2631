using System.Data.Common;

namespace MandelActors.Farm.Store;

/// <summary>Tells a full disk from any other failure to write.</summary>
public static class DiskFull
{
    private const string PostgresDiskFull = "53100";
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int QuotaExceededOnMac = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Whether the exception, or one it was caused by, says that the disk or a quota is full.</summary>
    public static bool Is(Exception? problem) => problem switch
    {
        null => false,
        IOException { HResult: NoSpace or WindowsDiskFull or WindowsHandleDiskFull } => true,
        IOException { HResult: QuotaExceeded } when OperatingSystem.IsLinux() => true,
        IOException { HResult: QuotaExceededOnMac } when OperatingSystem.IsMacOS() => true,
        DbException { SqlState: PostgresDiskFull } => true,
        // SQLite's words for its error 13, the same in every version; its exception type is the journal's own affair.
        DbException database when database.Message.Contains("disk is full", StringComparison.Ordinal) => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => Is(problem.InnerException),
    };
}
