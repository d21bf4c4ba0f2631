using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>Names a job for as long as anything remembers it: letters, digits and dashes, at most 64.</summary>
[JsonConverter(typeof(JobIdConverter))]
public readonly record struct JobId
{
    /// <exception cref="ArgumentException">The text is empty, too long, or holds anything but letters, digits and dashes.</exception>
    public JobId(string value)
    {
        if (!IsValid(value)) throw new ArgumentException($"'{value}' is no job id: 1 to 64 letters, digits or dashes", nameof(value));
        Value = value;
    }

    public string Value { get; }

    /// <summary>The stream of the job's events in the journal.</summary>
    public string PersistenceId => $"job-{Value}";

    public static bool IsValid(string? value) =>
        value is { Length: >= 1 and <= 64 } && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    public override string ToString() => Value;
}
