using System.Text;
using MandelActors.Actors;
using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Seeds.Registry;
using MandelActors.Farm.Tests.Jobs;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using MandelActors.Testing.Actors;
using Microsoft.Extensions.Logging.Abstractions;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>A job's end as its registry hears of it; the test plays the coordinator, and the job behind it.</summary>
public sealed class RegistryEndingTests : IAsyncLifetime, IDisposable
{
    private static readonly JobId Id = new("test");
    private readonly TemporaryFolder _temporary = new();
    private readonly SqlJournal _file;
    private readonly JournalWithoutRoom _journal;
    private readonly ActorSystem _system;
    private readonly TestProbe _farm;
    private readonly TestProbe _asker;
    private IActorRef _registry;

    public RegistryEndingTests()
    {
        SeedStore store = new(_temporary.Path);
        store.Create();
        _file = SqliteJournal.Open(store.Journal, new JobSerializer());
        _journal = new JournalWithoutRoom(_file);
        _system = ActorSystem.Create("test", new ActorSystemSettings { Journal = _journal });
        (_farm, _asker) = (new TestProbe(_system), new TestProbe(_system));
        _registry = StartRegistry();
    }

    public async Task InitializeAsync()
    {
        var scene = TestScenes.Load();
        _asker.Send(_registry, new AdmitJob(Id, new JobOrder(
            null, "test", Encoding.UTF8.GetString(SceneWriter.Write(scene)), SceneIdentity.Of(scene), "mandelbrot-zoom", 10, 0, 9, false, 0, [], null, 0, 0)));
        await _asker.Expect<AdmissionAccepted>();
        await ExpectStartAsync();
    }

    public Task DisposeAsync() => _system.Terminate();

    public void Dispose()
    {
        _file.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_job_that_goes_on_while_its_end_is_written_down_is_not_ended()
    {
        // All of it is waiting when the registry comes to it.
        var busy = _journal.Hold("job-prioritised.v1");
        _asker.Send(_registry, new PrioritiseJob(Id, 5));
        await busy.Waits;
        _farm.Send(_registry, Status(JobStage.Finished));
        _farm.Send(_registry, Status(JobStage.Rendering));
        busy.Release();

        await _farm.Expect<FarmProtocol.PrioritiseJob>();
        (await _farm.Expect<FarmProtocol.ToJob>()).Message.ShouldBeOfType<JobProtocol.WatchJob>();
        _farm.Send(_registry, Status(JobStage.Finished));
        await _farm.Expect<FarmProtocol.StopJob>();
    }

    [Fact]
    public async Task A_look_is_not_taken_for_begun_because_of_what_the_job_said_before_it_was_asked()
    {
        _asker.Send(_registry, new ActOnJob(Id, new JobProtocol.CheckFrames(), Reopens: true));
        (await _farm.Expect<FarmProtocol.ToJob>()).Message.ShouldBeOfType<JobProtocol.CheckFrames>();
        var waits = _farm.LastSender;
        _farm.Send(_registry, Status(JobStage.Rendering));
        _asker.Send(_registry, RegistryWell.Asked);
        await _asker.Expect<RegistryWell>();
        _farm.Send(waits, JobProtocol.JobAccepted.Instance);
        (await _farm.Expect<FarmProtocol.ToJob>()).Message.ShouldBeOfType<JobProtocol.GetStatus>();
        _farm.Send(_farm.LastSender, Status(JobStage.Finished));

        // Its actor is let go in the middle of the look, which another life begins anew.
        await _farm.Expect<FarmProtocol.StopJob>();
        await ExpectStartAsync();
    }

    [Fact]
    public async Task A_registry_that_begins_again_lets_go_of_jobs_that_are_over()
    {
        _farm.Send(_registry, Status(JobStage.Finished));
        await _farm.Expect<FarmProtocol.StopJob>();
        TestProbe end = new(_system, watching: _registry);
        _system.Stop(_registry);
        await end.ExpectTerminated(_registry);

        _registry = StartRegistry();

        (await _farm.Expect<FarmProtocol.StopJob>()).Job.ShouldBe(Id);
    }

    private IActorRef StartRegistry()
    {
        var (farm, store) = (_farm.Ref, new SeedStore(_temporary.Path));
        return _system.ActorOf(Props.Create(() => new JobRegistry(farm, store, new JobBoard(TimeProvider.System), TimeProvider.System, NullLogger.Instance)));
    }

    private async Task ExpectStartAsync()
    {
        (await _farm.Expect<FarmProtocol.StartJob>()).Definition.Job.ShouldBe(Id);
        (await _farm.Expect<FarmProtocol.ToJob>()).Message.ShouldBeOfType<JobProtocol.WatchJob>();
    }

    private static JobProtocol.JobStatus Status(JobStage stage) =>
        new(Id, stage == JobStage.Finished ? JobPhase.Completed : JobPhase.Running, 10, 10, 10, 10, 0, 0, 0, 0, 0, 1000, null) { Stage = stage };
}
