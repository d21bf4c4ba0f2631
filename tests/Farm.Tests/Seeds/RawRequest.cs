using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>Sends bytes as they stand, for requests that no client of good manners would make.</summary>
internal static class RawRequest
{
    /// <param name="lines">Request line and headers; the host is added.</param>
    /// <returns>The answer's status, 0 for none, and all of it as text.</returns>
    public static async Task<(int Status, string Answer)> SendAsync(Uri address, params string[] lines)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        string host = lines.Any(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)) ? "" : $"Host: {address.Authority}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{string.Join("\r\n", lines)}\r\n{host}Connection: close\r\n\r\n"));
        return await ReadAsync(stream);
    }

    public static async Task<(int Status, string Answer)> ReadAsync(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.Latin1, leaveOpen: true);
        string answer;
        try
        {
            answer = await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            // Cut off.
            return (0, "");
        }

        return (answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, answer);
    }
}
