using MandelActors.Protocol.Ids;
using MandelActors.Testing;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>The last frames are left to faster devices, but never to nobody.</summary>
public sealed class LeftToOthersTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly JobTestBench _bench;

    public LeftToOthersTests() => _bench = new JobTestBench(time: _time);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.StopAsync();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_frame_that_failed_on_the_fast_device_goes_to_the_slow_one()
    {
        var (fast, slow) = await StartAsync();
        var last = await AllButOneAsync(fast);
        await fast.Fail(last);

        (await fast.RequestOnce(1)).ShouldBeEmpty("it failed there");
        (await slow.RequestOnce(1)).Single().Frame.ShouldBe(last.Frame);
    }

    [Fact]
    public async Task A_fast_device_that_works_on_is_waited_for()
    {
        var (fast, slow) = await StartAsync();
        await AllButOneAsync(fast, leave: 2);

        (await slow.RequestOnce(1)).ShouldBeEmpty("the other finishes both sooner");
    }

    [Fact]
    public async Task What_a_fast_device_does_not_ask_for_goes_to_the_slow_one_after_a_while()
    {
        var (fast, slow) = await StartAsync();
        var last = await AllButOneAsync(fast);
        await fast.GiveBack(last);

        (await slow.RequestOnce(1)).ShouldBeEmpty("the other may ask any moment");
        _time.Advance(TimeSpan.FromSeconds(3.9));
        (await slow.RequestOnce(1)).ShouldBeEmpty("the other may still ask");
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await slow.RequestOnce(1)).Single().Frame.ShouldBe(last.Frame);
    }

    /// <summary>Two devices, of which one takes a thousand times as long, as its first frame has shown.</summary>
    private async Task<(PlayedWorker Fast, PlayedWorker Slow)> StartAsync()
    {
        var fast = _bench.StartJobWithWorker();
        var slow = _bench.AnotherWorker(new DeviceId("other/cpu"), milliseconds: 1000);
        var first = (await slow.Request(1))[0];
        slow.Write(first);
        await slow.Report(first);
        return (fast, slow);
    }

    /// <summary>Renders all frames but the last it is given, which it holds.</summary>
    private static async Task<Lease> AllButOneAsync(PlayedWorker worker, int leave = 1)
    {
        // One of ten is the other's.
        for (int left = 9; left > leave; left--)
        {
            var lease = (await worker.Request(1))[0];
            worker.Write(lease);
            await worker.Report(lease);
        }

        return (await worker.Request(1))[0];
    }
}
