namespace MandelActors.Farm.Settings;

/// <summary>Who is told the measurements.</summary>
/// <param name="OtlpEndpoint">Address of a collector that takes OTLP; empty for none.</param>
public sealed record TelemetrySettings(string OtlpEndpoint)
{
    /// <summary>Whether a text is an address that measurements can be sent to, or nothing.</summary>
    internal static bool IsEndpoint(string text) => text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https"));
}
