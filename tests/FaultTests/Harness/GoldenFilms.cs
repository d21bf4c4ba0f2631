using MandelActors.Testing;

namespace MandelActors.FaultTests.Harness;

/// <summary>The undisturbed runs, made once for all fault tests.</summary>
public sealed class GoldenFilms : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal GoldenRun Short { get; private set; } = null!;

    internal GoldenRun Long { get; private set; } = null!;

    internal GoldenRun Deep { get; private set; } = null!;

    internal GoldenRun Lyapunov { get; private set; } = null!;

    /// <summary>The folder of a long job that was killed on the way, as it was left; null where nothing can be killed.</summary>
    internal RenderedFolder? HalfDone { get; private set; }

    public async Task InitializeAsync()
    {
        Short = await GoldenRun.RenderAsync(FaultScene.Short, Directory.CreateDirectory(_folder.Combine("short")).FullName);
        Long = await GoldenRun.RenderAsync(FaultScene.Long, Directory.CreateDirectory(_folder.Combine("long")).FullName);
        Deep = await GoldenRun.RenderAsync(FaultScene.Deep, Directory.CreateDirectory(_folder.Combine("deep")).FullName);
        Lyapunov = await GoldenRun.RenderAsync(FaultScene.Lyapunov, Directory.CreateDirectory(_folder.Combine("lyapunov")).FullName);
        if (Lacking.Signals is not null) return;
        HalfDone = await KilledOnTheWayAsync(Directory.CreateDirectory(_folder.Combine("half")).FullName);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private static async Task<RenderedFolder> KilledOnTheWayAsync(string home)
    {
        FaultJob job = new(FaultScene.Long, home);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 24);
        mandel.Send(PosixSignal.Kill);
        (await mandel.WaitAsync()).ShouldBeKilled();
        return job.Folder;
    }
}
