using System.Text.Json;
using MandelActors.DeployTests.Harness;
using MandelActors.Testing;
using Xunit.Abstractions;

namespace MandelActors.DeployTests;

/// <summary>Nodes that come as a job array of a real Slurm, for a seed that runs elsewhere.</summary>
public sealed class SlurmArrayTests(ITestOutputHelper output) : IDisposable
{
    private const int Frames = 60;

    private const string Scene =
        """
        {
          "kind": "mandelbrot-zoom",
          "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" }, { "at": 1, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-5" } ] },
          "image": { "width": 256, "height": 160, "samples": 8 },
          "film": { "fps": 6, "seconds": 10 },
          "iterations": 5000
        }
        """;

    private readonly TemporaryFolder _home = new();

    private string Secret(string name) => _home.Combine("secrets", name);

    public void Dispose() => _home.Dispose();

    /// <remarks>Both tasks are lost at once, so that nothing goes on before Slurm has brought one back.</remarks>
    [SkippableFact]
    public async Task Tasks_that_are_killed_and_preempted_come_back_and_the_film_completes()
    {
        Skip.If(Lacking.Slurm is not null, Lacking.Slurm);
        using SlurmCluster cluster = SlurmCluster.Start();
        ToolRun.Of("bash", DeployFolder.Combine("secrets.sh"), _home.Combine("secrets")).ShouldBeClean();
        await using RunningSeed seed = await RunningSeed.StartAsync(["seed", "--listen", "127.0.0.1:0", "--store", _home.Combine("store"), "--token-file", Secret("tokens")]);
        string url = seed.Address.GetLeftPart(UriPartial.Authority);
        string job = await SubmitAsync(url);

        string array = cluster.Run(
            "sbatch",
            ["--parsable", "--array=0-1", "--gres=gpu:1", "--cpus-per-task=1", "--time=00:10:00", "--chdir", _home.Path, DeployFolder.Combine("slurm", "mandel-gpu.sbatch")],
            new Dictionary<string, string>
            {
                ["MANDEL_SEED"] = url,
                ["MANDEL_TOKEN_FILE"] = Secret("work-token"),
                ["MANDEL"] = WriteProgram(),
                ["MANDEL_SPOOL"] = _home.Combine("spool"),
            });
        string Told() => $"{cluster.Run("squeue", ["--long"])}\n{Log(array, 0)}\n{Log(array, 1)}\n{cluster.Logs()}";

        await Eventually.TrueAsync(() => Finished(job) >= 4 && NodeOf(cluster, task: 0) is not null && NodeOf(cluster, task: 1) is not null, Told);
        PosixSignal.Send(NodeOf(cluster, task: 0)!.Value, PosixSignal.Kill).ShouldBeTrue();
        cluster.Run("scontrol", ["requeue", $"{array}_1"]);
        await Eventually.TrueAsync(
            () => Log(array, 0).Contains("goes back into the queue", StringComparison.Ordinal) && Log(array, 1).Contains("ends as Slurm asked", StringComparison.Ordinal), Told);
        Finished(job).ShouldBeLessThan(Frames, "the faults came too late");
        Log(array, 0).ShouldContain("failed with exit code 137");

        MandelResult watched = await MandelProcess.RunAsync(["watch", job, "--seed", url, "--token-file", Secret("read-token")]);
        watched.ExitCode.ShouldBe(0, $"{watched}\n{Told()}");
        ((string[])[Log(array, 0), Log(array, 1)]).ShouldContain(log => log.Contains("restarts: 1", StringComparison.Ordinal));
        await ShouldEqualAnUndisturbedRunAsync(job);

        // Only now, since a task may take longer to come back than the other takes for the film.
        await Eventually.TrueAsync(() => NodeOf(cluster, task: 0) is not null && NodeOf(cluster, task: 1) is not null, Told);
        cluster.Run("scancel", [array]);
        await Eventually.TrueAsync(() => cluster.Run("squeue", ["--noheader"]).Length == 0, Told);
        output.WriteLine(Log(array, 0) + Log(array, 1));
        for (int task = 0; task < 2; task++)
        {
            Log(array, task).ShouldContain("restarts: 1");
            Log(array, task).TrimEnd().ShouldEndWith("ends as Slurm asked");
        }
    }

    private async Task<string> SubmitAsync(string url)
    {
        string scene = _home.Combine("scene.json");
        File.WriteAllText(scene, Scene);
        MandelResult submitted = await MandelProcess.RunAsync(["submit", scene, "--seed", url, "--token-file", Secret("submit-token"), "--json"]);
        submitted.ExitCode.ShouldBe(0, submitted.ToString());
        using JsonDocument answer = JsonDocument.Parse(submitted.Output);
        return answer.RootElement.GetProperty("jobId").GetString()!;
    }

    /// <summary>The program as something that can be started by its path alone.</summary>
    private string WriteProgram() => ShellScript.Write(_home.Combine("mandel"), $"exec dotnet '{MandelProcess.ProgramPath}' \"$@\"");

    /// <returns>The process of the node that a task of the array runs; null while there is none.</returns>
    private static int? NodeOf(SlurmCluster cluster, int task)
    {
        foreach (int process in cluster.ProcessesWith($"SLURM_ARRAY_TASK_ID={task}"))
        {
            if (CommandLine(process).Contains($"{MandelProcess.ProgramPath}\0gpu\0", StringComparison.Ordinal)) return process;
        }

        return null;
    }

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string Log(string array, int task)
    {
        string path = _home.Combine($"mandel-gpu-{array}_{task}.log");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private int Finished(string job) => Directory.Exists(FramesOf(job)) ? Directory.EnumerateFiles(FramesOf(job), "*.png").Count(IsFinal) : 0;

    private string FramesOf(string job) => _home.Combine("store", "jobs", job, "frames");

    private static bool IsFinal(string path) => !Path.GetFileName(path).StartsWith('.');

    private async Task ShouldEqualAnUndisturbedRunAsync(string job)
    {
        string undisturbed = _home.Combine("undisturbed");
        MandelResult rendered = await MandelProcess.RunAsync(["render", _home.Combine("scene.json"), "-o", undisturbed, "--no-film"]);
        rendered.ExitCode.ShouldBe(0, rendered.ToString());
        Finished(job).ShouldBe(Frames);
        foreach (string frame in Directory.EnumerateFiles(Path.Combine(undisturbed, "frames")))
            File.ReadAllBytes(Path.Combine(FramesOf(job), Path.GetFileName(frame))).AsSpan().SequenceEqual(File.ReadAllBytes(frame)).ShouldBeTrue(frame);
    }
}
