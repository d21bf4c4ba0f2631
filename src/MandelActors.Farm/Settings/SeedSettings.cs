namespace MandelActors.Farm.Settings;

/// <summary>What a seed puts up with from those who ask it.</summary>
/// <param name="MaxConnections">Connections at once; as many links of nodes come on top.</param>
/// <param name="RequestsPerSecond">Requests of one token from one address, on average.</param>
/// <param name="MinBytesPerSecond">Bytes per second that a body must come or be taken with.</param>
/// <param name="HeaderTimeoutSeconds">Seconds in which a request's headers must be there.</param>
/// <param name="KeepAliveSeconds">Seconds that an idle connection is kept.</param>
/// <param name="LogEntries">Log entries kept in memory for whoever asks.</param>
/// <param name="AuditMiB">MiB that the audit log may fill.</param>
/// <param name="StackMiB">MiB of computed chunks kept for whoever reads stacks lazily.</param>
/// <param name="TakeoverSeconds">Seconds that the leading seed may be silent before another one leads; the same for all seeds of a farm.</param>
public sealed record SeedSettings(
    int MaxConnections, int RequestsPerSecond, int MinBytesPerSecond, int HeaderTimeoutSeconds, int KeepAliveSeconds, int LogEntries, int AuditMiB, int StackMiB, int TakeoverSeconds);
