using MandelActors.Testing;

namespace MandelActors.FaultTests.Harness;

/// <summary>A scene, a folder, and runs of the real program on both.</summary>
internal sealed class FaultJob
{
    /// <summary>Frames are committed one at a time, so that the k-th commit is that of the k-th frame on any machine.</summary>
    public static readonly string[] OneByOne = ["--config", "farm.pipelineDepth=1"];

    private readonly string[] _arguments;

    /// <param name="scene">What to render.</param>
    /// <param name="home">An existing folder that takes the scene file and the job's folder.</param>
    /// <param name="jobFolder">The job's folder, if it lies elsewhere.</param>
    public FaultJob(FaultScene scene, string home, string? jobFolder = null)
    {
        string scenePath = scene.WriteTo(home), film = Path.Combine(home, "out" + RenderedFolder.FilmEnding);
        Folder = scene.HasFilmOfItsOwn ? new RenderedFolder(film + ".job", film) : new RenderedFolder(jobFolder ?? Path.Combine(home, "job"));
        _arguments = scene.HasFilmOfItsOwn ? ["lyapunov", scenePath, "-o", film] : ["render", scenePath, "-o", Folder.Path];
    }

    public RenderedFolder Folder { get; }

    /// <summary>Starts <c>mandel render</c>, or <c>mandel lyapunov</c>, on the scene and the folder.</summary>
    /// <param name="failpoint">Where the program ends itself with SIGKILL, as <c>MANDEL_FAILPOINT</c> names it.</param>
    /// <param name="flags">Further flags.</param>
    public MandelProcess Start(string? failpoint = null, params string[] flags) => MandelProcess.Start(
        [.. _arguments, .. flags],
        failpoint is null ? null : new Dictionary<string, string> { ["MANDEL_FAILPOINT"] = failpoint });

    /// <summary>Starts a run with variables of the environment set.</summary>
    public MandelProcess StartIn(IReadOnlyDictionary<string, string> environment, params string[] flags) => MandelProcess.Start([.. _arguments, .. flags], environment);

    /// <summary>Starts a run under a program that watches it.</summary>
    public MandelProcess StartUnder(IReadOnlyList<string> observer, params string[] flags) => MandelProcess.Start([.. _arguments, .. flags], under: observer);

    public async Task<MandelResult> RenderAsync(string? failpoint = null, params string[] flags)
    {
        await using MandelProcess mandel = Start(failpoint, flags);
        return await mandel.WaitAsync();
    }

    /// <summary>Starts a run that halts itself when so many frames have their final name: however fast the machine, it is not over before the fault.</summary>
    /// <returns>The halted process: send it a fault, or <see cref="PosixSignal.Continue"/>.</returns>
    public async Task<MandelProcess> StartAndHaltAsync(int frames, params string[] flags)
    {
        MandelProcess mandel = Start($"frame-renamed:{frames}:stop", [.. OneByOne, .. flags]);
        await Until.TrueAsync(() => mandel.HasExited || mandel.IsHalted, () => $"waiting for {frames} frames\n{mandel.Output}\n{mandel.Errors}");
        mandel.HasExited.ShouldBeFalse($"the run was over before the fault could land\n{mandel.Output}\n{mandel.Errors}");
        Folder.FinalFrames.Count.ShouldBe(frames);
        return mandel;
    }
}
