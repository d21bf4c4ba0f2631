namespace MandelActors.Client;

/// <summary>A farm did not do what it was asked: it refused, could not be reached, or answered what no seed answers.</summary>
/// <remarks>The message is one line for people, whatever the answer held.</remarks>
public sealed class FarmException : Exception
{
    private const int LongestMessage = 2000;

    /// <param name="message">What happened; control characters are replaced, and what is longer than a screen is cut off.</param>
    /// <param name="status">The HTTP status of the refusal; null if there was none.</param>
    public FarmException(string message, int? status = null, Exception? cause = null)
        : base(OneLine(message), cause) => Status = status;

    /// <summary>The HTTP status of the refusal; null where no seed refused: none was reached, or what came was no answer.</summary>
    public int? Status { get; }

    /// <summary>The one file, of a job's many, that cannot be had as the farm describes it; null where the trouble is with more than that.</summary>
    public string? File { get; init; }

    /// <summary>Whether the request itself was at fault, by what it holds. A conflict is none: the request was fine, the job or the file is not in a state for it.</summary>
    public bool IsBadInput => Status is >= 400 and < 500 and not 409;

    private static string OneLine(string text)
    {
        var line = text.Length <= LongestMessage ? text : string.Concat(text.AsSpan(0, LongestMessage), "…");
        return line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : line;
    }
}
