using System.Net;
using MandelActors.Farm.Seeds.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>Notices connections that end before TLS stands: Kestrel says nothing of them.</summary>
internal static class TlsWatch
{
    private static readonly object Secured = new();

    /// <summary>Puts TLS on what is listened to, and a look on either side of it.</summary>
    /// <param name="useTls">Adds TLS itself.</param>
    /// <param name="log">Asked for once somebody connects.</param>
    public static void UseTls(this ListenOptions listen, Action<ListenOptions> useTls, RefusalTally refusals, Func<ILogger> log)
    {
        listen.Use(next => async connection =>
        {
            await next(connection).ConfigureAwait(false);
            if (!connection.Items.ContainsKey(Secured)) refusals.Add(Refusal.Handshake, (connection.RemoteEndPoint as IPEndPoint)?.Address, log());
        });
        useTls(listen);
        listen.Use(next => connection =>
        {
            connection.Items[Secured] = Secured;
            return next(connection);
        });
    }
}
