using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace MandelActors.Testing.Network;

/// <summary>Ports of 127.0.0.1 for programs that must be told one before they listen.</summary>
public static class LoopbackPort
{
    private const int First = 10_000;

    /// <summary>Below the ports that systems give to outgoing connections: while the program is not running, no dialling neighbour is given its port.</summary>
    private const int End = 32_000;

    /// <returns>A port that nobody listened at a moment ago.</returns>
    public static int Free()
    {
        while (true)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, RandomNumberGenerator.GetInt32(First, End)));
                return ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one, then.
            }
        }
    }
}
