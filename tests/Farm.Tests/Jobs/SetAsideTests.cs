using MandelActors.Farm.Jobs;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing.Actors;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>A frame that failed waits for another device, but for none that gets no frames or can bring none.</summary>
public sealed class SetAsideTests : IAsyncLifetime, IDisposable
{
    private readonly JobTestBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.StopAsync();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_frame_that_failed_is_tried_again_where_it_failed_if_all_other_devices_are_set_aside()
    {
        var (sound, failed) = await BesideOneSetAsideAsync();

        var leases = await sound.RequestOnce(10);

        leases.Select(lease => lease.Frame).ShouldContain(failed.Frame, "nobody else gets it");
        await RenderAsync(sound, leases);
        (await sound.StatusWhen(status => status.Stage == JobStage.Finished)).Done.ShouldBe(10);
    }

    [Fact]
    public async Task A_frame_that_fails_on_the_only_device_that_is_not_set_aside_is_quarantined()
    {
        var (sound, failed) = await BesideOneSetAsideAsync();
        var leases = await sound.RequestOnce(10);
        await RenderAsync(sound, [.. leases.Where(lease => lease.Frame != failed.Frame)]);

        await sound.Fail(leases.Single(lease => lease.Frame == failed.Frame));
        await sound.Fail((await sound.RequestOnce(1)).ShouldHaveSingleItem());

        (await sound.StatusWhen(status => status.Stage == JobStage.Finished)).Quarantined.ShouldBe(1);
    }

    [Fact]
    public async Task A_frame_that_failed_does_not_wait_for_a_device_that_gives_its_frames_back()
    {
        var sound = _bench.StartJobWithWorker();
        var failed = (await sound.Request(1))[0];
        var hindered = _bench.AnotherWorker(new DeviceId("other/cpu"), milliseconds: 1);
        var lease = (await hindered.Request(1))[0];
        TestProbe asker = new(_bench.System);
        asker.Send(_bench.Job, new ReturnFrame(lease.Frame, lease.Attempt) { Hindrance = "no room on its node's disk" });
        await asker.Expect<JobAccepted>();
        await sound.Fail(failed);

        (await sound.RequestOnce(10)).Select(granted => granted.Frame).ShouldContain(failed.Frame);
    }

    /// <summary>Two devices: one is set aside for the frame it failed at, the other has failed at another.</summary>
    private async Task<(PlayedWorker Sound, Lease Failed)> BesideOneSetAsideAsync()
    {
        var sound = _bench.StartJobWithWorker(JobSettings.Default with { FramesPerDevice = 1 });
        var failed = (await sound.Request(1))[0];
        var bad = _bench.AnotherWorker(new DeviceId("other/cpu"), milliseconds: 1);
        await bad.Fail((await bad.Request(1))[0]);
        (await bad.RequestOnce(1)).ShouldBeEmpty("it is set aside");
        await sound.Fail(failed);
        return (sound, failed);
    }

    private static async Task RenderAsync(PlayedWorker worker, IReadOnlyList<Lease> leases)
    {
        foreach (var lease in leases)
        {
            worker.Write(lease);
            await worker.Report(lease);
        }
    }
}
