namespace MandelActors.Protocol.Documents;

/// <summary>Something a user wrote cannot be accepted: where it stands, which key, what was expected.</summary>
/// <remarks>The message is one line whatever the input held; the console prints it and leaves with exit code 2.</remarks>
public sealed class BadInputException : Exception
{
    /// <param name="origin">The file, option or environment variable that holds the value.</param>
    /// <param name="key">The path of the key such as <c>path.keys[1].radius</c>; empty for the whole document.</param>
    /// <param name="expectation">What was expected and what was found.</param>
    public BadInputException(string origin, string key, string expectation)
        : base(OneLine(key.Length == 0 ? $"{origin}: {expectation}" : $"{origin}: {key}: {expectation}"))
    {
        Origin = origin;
        Key = key;
        Expectation = expectation;
    }

    public string Origin { get; }

    public string Key { get; }

    public string Expectation { get; }

    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
}
