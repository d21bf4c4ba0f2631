using System.Net;
using MandelActors.Farm.Observing;
using MandelActors.Farm.Seeds.Security;
using MandelActors.Testing;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Tests.Seeds.Observing;

public sealed class RefusalTallyTests : IDisposable
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Other = IPAddress.Parse("10.0.0.2");

    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _lines = new();
    private readonly ILoggerFactory _logs;
    private readonly RefusalTally _refusals;

    public RefusalTallyTests()
    {
        _refusals = new RefusalTally(_time);
        _logs = LoggerFactory.Create(builder => builder.AddProvider(new FarmLog(_lines, isForPeople: false, _time)));
    }

    public void Dispose()
    {
        _logs.Dispose();
        _lines.Dispose();
    }

    [Fact]
    public void An_address_leaves_a_line_a_minute_that_says_how_often_it_came_meanwhile()
    {
        for (int i = 0; i < 50; i++) Add(Refusal.WrongToken, One);
        Add(Refusal.WrongToken, Other);
        _lines.All.Count.ShouldBe(2);
        _lines.All.ShouldAllBe(line => !line.Contains("since it was said last"));

        _time.Advance(TimeSpan.FromMinutes(1));
        Add(Refusal.WrongToken, One);

        _lines.All.Count.ShouldBe(3);
        _lines.All[2].ShouldContain("10.0.0.1");
        _lines.All[2].ShouldContain("(49 more since it was said last)");
        Count("wrong-token").ShouldBe(52);
    }

    [Fact]
    public void Strangers_from_everywhere_fill_neither_memory_nor_log()
    {
        for (int i = 0; i < 10_000; i++) Add(Refusal.WrongToken, new IPAddress([10, 1, (byte)(i >> 8), (byte)i]));

        _lines.All.Count.ShouldBe(257);
        Count("wrong-token").ShouldBe(10_000);
    }

    [Fact]
    public void Who_shows_no_token_or_asks_too_often_is_counted_and_leaves_no_line()
    {
        foreach (var why in Enum.GetValues<Refusal>()) Add(why, One);

        _lines.All.Count.ShouldBe(2);
        _lines.All.ShouldAllBe(line => !line.Contains("since it was said last"));
        _refusals.Counts.Select(entry => entry.Reason).ShouldBe(["no-token", "wrong-token", "role", "rate", "origin", "handshake"]);
        _refusals.Counts.ShouldAllBe(entry => entry.Count == 1);
    }

    private void Add(Refusal why, IPAddress from) => _refusals.Add(why, from, _logs.CreateLogger("Gate"));

    private long Count(string reason) => _refusals.Counts.Single(entry => entry.Reason == reason).Count;
}
