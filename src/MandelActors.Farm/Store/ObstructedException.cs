namespace MandelActors.Farm.Store;

/// <summary>A file cannot get its place because something else is there; nothing changes by trying again.</summary>
/// <param name="obstacle">What is where, as <see cref="Obstacle.At"/> says it.</param>
public sealed class ObstructedException(string obstacle) : IOException(Obstacle.Explain(obstacle))
{
    /// <summary>Whether a failure lasts until somebody puts something right: an obstacle, or a permission that is missing. A disk that fails may be well again after a pause.</summary>
    public static bool IsLasting(Exception problem) => problem is ObstructedException or UnauthorizedAccessException;

    /// <summary>What is wrong and what helps, of a failure that lasts.</summary>
    public static string Explain(Exception lasting) => lasting is ObstructedException ? lasting.Message : $"{lasting.Message.TrimEnd('.')}; allow it, then retry";
}
