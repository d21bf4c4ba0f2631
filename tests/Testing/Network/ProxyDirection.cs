namespace MandelActors.Testing.Network;

/// <summary>Which way bytes go through a proxy.</summary>
[Flags]
public enum ProxyDirection
{
    /// <summary>From whoever connected to whoever listens.</summary>
    ToServer = 1,

    /// <summary>Back.</summary>
    ToClient = 2,

    Both = ToServer | ToClient,
}
