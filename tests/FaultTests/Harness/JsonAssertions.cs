using System.Text.Json;

namespace MandelActors.FaultTests.Harness;

/// <summary>What an answer or an event must hold, with all of it in the message when it does not.</summary>
internal static class JsonAssertions
{
    /// <exception cref="KeyNotFoundException">There is no such property; the message has the whole object.</exception>
    public static JsonElement Of(this JsonElement json, string property) => json.TryGetProperty(property, out JsonElement value)
        ? value
        : throw new KeyNotFoundException($"there is no '{property}' in {json.GetRawText()}");
}
