namespace MandelActors.Farm.Settings;

/// <summary>How this machine works. Keys, units, ranges and reasons: <c>hocon/reference.conf</c>.</summary>
/// <param name="Kernel">How devices compute.</param>
/// <param name="Devices">Devices this machine offers: ids separated by commas, <c>*</c> for all.</param>
/// <param name="Farm">Workers, retries, snapshots, healing.</param>
/// <param name="Store">The disk frames lie on.</param>
/// <param name="Film">The encoder.</param>
/// <param name="Link">Links between nodes and seeds.</param>
/// <param name="Transport">How frames travel to a seed.</param>
/// <param name="Seed">What a seed puts up with.</param>
/// <param name="Telemetry">Who is told the measurements.</param>
public sealed record NodeSettings(
    KernelSettings Kernel,
    string Devices,
    FarmSettings Farm,
    StoreSettings Store,
    FilmSettings Film,
    LinkSettings Link,
    TransportSettings Transport,
    SeedSettings Seed,
    TelemetrySettings Telemetry);
