namespace MandelActors.Farm.Settings;

/// <summary>The disk frames lie on.</summary>
/// <param name="ReserveMiB">MiB that must stay free.</param>
public sealed record StoreSettings(int ReserveMiB);
