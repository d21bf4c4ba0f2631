using MandelActors.Actors;
using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Films;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using MandelActors.Testing.Actors;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>An actor system with a journal in a real file, and one job of ten frames in a real folder.</summary>
internal sealed class JobTestBench : IDisposable
{
    private static readonly JobId Id = new("test");
    private readonly TemporaryFolder _temporary = new();
    private readonly SqlJournal _file;
    private readonly string _ffmpeg;
    private readonly TimeProvider _time;
    private int _starts;

    /// <param name="folder">Where the job's files lie, if not beside the journal.</param>
    /// <param name="ffmpeg">What is to make its film; null for a job without one.</param>
    /// <param name="time">The job's clock, if not the system's; its timers are the actor system's.</param>
    public JobTestBench(string? folder = null, string? ffmpeg = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Folder = new JobFolder(folder ?? _temporary.Path);
        DurableFile.CreateFolder(Folder.Frames);
        _ffmpeg = ffmpeg ?? "ffmpeg";
        var scene = TestScenes.Load(ffmpeg is null ? "film.codec=apng" : "film.codec=h264");
        string journal = new JobFolder(_temporary.Path).Journal;
        Definition = new JobDefinition(Id, scene, Folder, FrameRange.All.Within(scene.Film.FrameCount), Film: ffmpeg is not null) { Journal = journal };
        _file = SqliteJournal.Open(journal, new JobSerializer());
        Journal = new JournalWithoutRoom(_file);
        System = ActorSystem.Create("test", new ActorSystemSettings { Journal = Journal });
    }

    public JobFolder Folder { get; }

    public JobDefinition Definition { get; }

    public JournalWithoutRoom Journal { get; }

    public ActorSystem System { get; }

    public IActorRef Job { get; private set; } = ActorRefs.Nobody;

    public PlayedWorker StartJobWithWorker(JobSettings? settings = null, Func<JobDefinition, JobDefinition>? change = null)
    {
        var definition = (change ?? (same => same))(Definition);
        Job = System.ActorOf(JobProps(definition, settings ?? JobSettings.Default), $"job-{++_starts}");
        return AnotherWorker();
    }

    public PlayedWorker AnotherWorker() => new(System, Folder) { Job = Job };

    /// <param name="milliseconds">What it says that a frame takes.</param>
    public PlayedWorker AnotherWorker(DeviceId device, int milliseconds) => new(System, Folder) { Job = Job, Device = device, FrameMilliseconds = milliseconds };

    /// <summary>A coordinator with short pauses, so that a test sees several starts.</summary>
    public IActorRef StartCoordinator(JobSettings? jobs = null)
    {
        var settings = CoordinatorSettings.Default with { FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromMilliseconds(40) };
        return System.ActorOf(Props.Create(() => new FarmCoordinator(definition => JobProps(definition, jobs ?? JobSettings.Default), settings, TimeProvider.System)));
    }

    /// <param name="crossChecked">What it says of its cross-checks.</param>
    public PlayedWorker WorkerThrough(IActorRef coordinator, bool? crossChecked = null) =>
        new(System, Folder, Id) { Job = coordinator, CrossChecked = crossChecked };

    /// <summary>Ends the job's actor as a crash would: without a word to it.</summary>
    public async Task StopJobAsync()
    {
        TestProbe end = new(System, watching: Job);
        System.Stop(Job);
        await end.ExpectTerminated(Job);
    }

    public async Task<IReadOnlyList<object>> JournalledAsync() =>
        [.. (await _file.ReadAsync(Id.PersistenceId, 1, 1000)).Select(entry => JobEventSerializer.FromBytes(entry.Manifest, entry.Payload))];

    public async Task<bool> HasSnapshotAsync() => await _file.LoadSnapshotAsync(Id.PersistenceId) is not null;

    public Task StopAsync() => System.Terminate();

    public void Dispose()
    {
        _file.Dispose();
        _temporary.Dispose();
    }

    private Props JobProps(JobDefinition definition, JobSettings settings)
    {
        FilmMaker films = new(_ffmpeg);
        var time = _time;
        return Props.Create(() => new ZoomJob(definition, settings, films, time));
    }
}
