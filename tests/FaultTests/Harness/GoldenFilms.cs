using MandelActors.Testing;

namespace MandelActors.FaultTests.Harness;

/// <summary>The undisturbed runs, made once for all fault tests.</summary>
public sealed class GoldenFilms : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal GoldenRun Short { get; private set; } = null!;

    internal GoldenRun Long { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        PosixSignal.HeedInterrupt();
        Short = await GoldenRun.RenderAsync(FaultScene.Short, Directory.CreateDirectory(_folder.Combine("short")).FullName);
        Long = await GoldenRun.RenderAsync(FaultScene.Long, Directory.CreateDirectory(_folder.Combine("long")).FullName);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
