using System.Net;
using System.Net.Sockets;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>However much is asked of a seed at once, it serves as much as it was set to and goes on.</summary>
public sealed class SeedLimitsTests
{
    [Fact]
    public async Task Whoever_asks_too_often_is_told_to_ask_more_slowly()
    {
        await using var seed = await StartAsync(settings => settings with { RequestsPerSecond = 1 });

        var first = await seed.Client.GetAsync(ApiRoutes.Jobs);
        // So many at once that not even a machine that takes a minute for them is asked slowly.
        var others = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => seed.Client.GetAsync(ApiRoutes.Jobs)));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        others.ShouldContain(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_cut_off_and_the_others_go_on()
    {
        await using var seed = await StartAsync(settings => settings with { MaxConnections = 20 });
        (await seed.Client.GetAsync(ApiRoutes.Jobs)).StatusCode.ShouldBe(HttpStatusCode.OK);

        List<TcpClient> clients = [];
        for (int i = 0; i < 500; i++)
        {
            TcpClient client = new();
            await client.ConnectAsync(seed.Host.Address.Host, seed.Host.Address.Port);
            clients.Add(client);
        }

        // The one that was there before is not among those who are cut off.
        (await seed.Client.GetAsync(ApiRoutes.Jobs)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await clients[^1].GetStream().ReadAsync(new byte[1])).ShouldBe(0);
        foreach (var client in clients) client.Dispose();
    }

    private static Task<RunningSeed> StartAsync(Func<SeedSettings, SeedSettings> limited) =>
        RunningSeed.StartAsync(options => options with { Settings = options.Settings with { Seed = limited(options.Settings.Seed) } });
}
