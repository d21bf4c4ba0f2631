using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>What is measured of a device.</summary>
/// <param name="BusySeconds">How long it computed since it joined, in seconds.</param>
/// <param name="Occupancy">The share of the last minute that it computed, 0 to 1.</param>
/// <param name="Leases">Frames that it holds.</param>
internal readonly record struct DeviceReading(DeviceId Device, double BusySeconds, double Occupancy, int Leases);
