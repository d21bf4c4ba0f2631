namespace MandelActors.Testing.Tests;

/// <summary>The cluster that other tests run jobs on.</summary>
public sealed class SlurmClusterTests
{
    [SkippableFact]
    public async Task A_cluster_that_is_disposed_of_takes_its_jobs_with_it()
    {
        Skip.If(Lacking.Slurm is not null, Lacking.Slurm);
        int process = 0;
        using (SlurmCluster cluster = SlurmCluster.Start())
        {
            cluster.Run("sbatch", ["--array=3", "--gres=gpu:1", "--output=/dev/null", "--wrap", "exec sleep 600"]);
            // What starts the job has its environment for a moment.
            await Eventually.TrueAsync(() => cluster.ProcessesWith("SLURM_ARRAY_TASK_ID=3") is [var first, ..] && (process = first) > 0, cluster.Logs);
        }

        Environment(process).ShouldBeEmpty();
    }

    [SkippableFact]
    public void A_command_that_fails_says_why()
    {
        Skip.If(Lacking.Slurm is not null, Lacking.Slurm);
        using SlurmCluster cluster = SlurmCluster.Start();

        Should.Throw<InvalidOperationException>(() => cluster.Run("scancel", ["nobody's"])).Message.ShouldContain("nobody's");
    }

    /// <summary>Empty for a process that is gone, or only waits to be reaped.</summary>
    private static string Environment(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
