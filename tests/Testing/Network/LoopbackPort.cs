using System.Net;
using System.Net.Sockets;

namespace MandelActors.Testing.Network;

/// <summary>Ports of 127.0.0.1 for programs that must be told one before they listen.</summary>
public static class LoopbackPort
{
    /// <returns>A port that nobody listened at a moment ago.</returns>
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
