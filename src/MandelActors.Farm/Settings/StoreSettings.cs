namespace MandelActors.Farm.Settings;

/// <summary>The disk frames lie on.</summary>
/// <param name="ReserveMiB">MiB that must stay free.</param>
/// <param name="ReferencesMiB">MiB that a job's folder may hold of references, which spare a resumed deep film their computation.</param>
public sealed record StoreSettings(int ReserveMiB, int ReferencesMiB);
