using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MandelActors.Testing.Network;

namespace MandelActors.Testing;

/// <summary>
/// A Slurm cluster of this one machine, from Debian's package: munge, controller and daemon on ports of their own, everything else in a temporary folder.
/// <see cref="Lacking.Slurm"/> says beforehand whether there can be one.
/// </summary>
public sealed class SlurmCluster : IDisposable
{
    /// <summary>Where the cluster's programs find everything; also what marks its processes as its own.</summary>
    private const string Configuration = "SLURM_CONF";

    private const string MungeAccount = "munge";

    /// <summary>No step of a start or stop takes nearly as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "runuser"];

    private static readonly string Machine = Environment.MachineName.Split('.')[0];

    private readonly string _folder = Directory.CreateTempSubdirectory("mandel-slurm-").FullName;

    private SlurmCluster()
    {
    }

    private string ConfigurationFile => Path.Combine(_folder, "slurm.conf");

    private string Socket => Path.Combine(_folder, "munge", "socket");

    /// <summary>Starts a cluster of one node with two processors and two GPUs, which stand for real ones: Slurm deals them out, and nothing opens them.</summary>
    /// <exception cref="InvalidOperationException">It did not come up; the message has its logs.</exception>
    public static SlurmCluster Start()
    {
        SlurmCluster cluster = new();
        try
        {
            cluster.Configure();
            cluster.StartDaemon("munged", ["runuser", "-u", MungeAccount, "--", "munged", "-F", $"--socket={cluster.Socket}", .. cluster.MungeFiles()]);
            cluster.WaitUntil(() => File.Exists(cluster.Socket), "munged");
            cluster.StartDaemon("slurmctld", ["slurmctld", "-D"]);
            cluster.StartDaemon("slurmd", ["slurmd", "-D"]);
            cluster.WaitUntil(() => cluster.TryRun("sinfo", ["--noheader", "--format=%T"]) is (0, "idle"), "the node");
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <returns>Null where a cluster can be started, else the reason it cannot.</returns>
    internal static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "Slurm runs on Linux";
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin"];
        string[] missing = [.. Programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))))];
        if (missing.Length > 0) return $"{string.Join(", ", missing)} missing: apt-get install slurm-wlm munge";
        return Environment.IsPrivilegedProcess ? null : "a Slurm cluster of the test's own needs root";
    }

    /// <summary>Runs one of Slurm's commands on this cluster.</summary>
    /// <param name="environment">Set in addition to this process's own; jobs inherit it.</param>
    /// <returns>What it printed, without the last line's end.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message says how.</exception>
    public string Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        (int code, string output) = TryRun(program, arguments, environment);
        return code == 0 ? output : throw new InvalidOperationException($"{program} ended with {code}: {output}");
    }

    /// <summary>Processes of jobs on this cluster whose environment holds a line such as <c>SLURM_ARRAY_TASK_ID=0</c>.</summary>
    public IReadOnlyList<int> ProcessesWith(string line) => [.. Processes().Where(process => process.Environment.Contains(line)).Select(process => process.Id)];

    /// <summary>What the daemons wrote, for a failed assertion's message.</summary>
    public string Logs() => string.Join('\n', Directory.EnumerateFiles(_folder, "*.log").Select(log => $"--- {Path.GetFileName(log)}\n{File.ReadAllText(log)}"));

    /// <summary>Kills every process of the cluster, jobs and all, and removes its folder.</summary>
    public void Dispose()
    {
        // A process may have been starting another while it was looked at: until none is left.
        Stopwatch waited = Stopwatch.StartNew();
        while (Processes().ToArray() is { Length: > 0 } alive && waited.Elapsed < Patience)
        {
            foreach ((int id, _) in alive) PosixSignal.Send(id, PosixSignal.Kill);
            Thread.Yield();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Configure()
    {
        foreach (string folder in (string[])["munge", "state", "spool"]) Directory.CreateDirectory(Path.Combine(_folder, folder));
        string munge = Path.Combine(_folder, "munge");
        string key = Path.Combine(munge, "key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(128));
        // munged, which is not root, finds its way through the folder, and will have its key to itself.
        Prepare("chmod", "755", _folder, munge);
        Prepare("chmod", "400", key);
        Prepare("chown", "-R", MungeAccount, munge);
        File.WriteAllText(Path.Combine(_folder, "gres.conf"), "Name=gpu File=/dev/null\nName=gpu File=/dev/zero\n");
        File.WriteAllText(ConfigurationFile, string.Create(CultureInfo.InvariantCulture, $"""
            ClusterName=mandel-test
            SlurmctldHost={Machine}(127.0.0.1)
            SlurmctldPort={LoopbackPort.Free()}
            SlurmdPort={LoopbackPort.Free()}
            SlurmUser=root
            SlurmdUser=root
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool
            SlurmctldPidFile={_folder}/slurmctld.pid
            SlurmdPidFile={_folder}/slurmd.pid
            AuthType=auth/munge
            CredType=cred/munge
            # How long a requeued job waits is the lifetime of credentials: two minutes, if nothing is said.
            AuthInfo=socket={Socket},cred_expire=5
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerParameters=batch_sched_delay=1,sched_interval=1
            JobRequeue=1
            KillWait=10
            GresTypes=gpu
            NodeName={Machine} NodeAddr=127.0.0.1 CPUs=2 CoresPerSocket=2 Gres=gpu:2
            PartitionName=gpu Nodes={Machine} Default=YES State=UP

            """));
    }

    private void Prepare(string program, params string[] arguments)
    {
        (int code, string output) = TryRun(program, arguments);
        if (code != 0) throw new InvalidOperationException(output);
    }

    private IEnumerable<string> MungeFiles() =>
        from name in (string[])["key", "pid", "log", "seed"] select $"--{name}-file={Path.Combine(_folder, "munge", name)}";

    private void StartDaemon(string name, string[] command)
    {
        // Through a shell that sends its words to a file: nobody here reads them while it runs.
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", Path.Combine(_folder, $"{name}.log"), .. command])
        {
            WorkingDirectory = "/",
        };
        start.Environment[Configuration] = ConfigurationFile;
        start.Environment["PATH"] += ":/usr/sbin";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
    }

    private (int Code, string Output) TryRun(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Configuration] = ConfigurationFile;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, (output + errors.GetAwaiter().GetResult()).Trim());
    }

    private void WaitUntil(Func<bool> ready, string what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!ready())
        {
            if (waited.Elapsed > Patience) throw new InvalidOperationException($"{what} did not come up\n{Logs()}");
            Thread.Yield();
        }
    }

    /// <summary>All processes that were started with this cluster's configuration, and their children.</summary>
    private IEnumerable<(int Id, string[] Environment)> Processes()
    {
        string mark = $"{Configuration}={ConfigurationFile}";
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)) continue;
            string[] environment;
            try
            {
                environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (environment.Contains(mark)) yield return (id, environment);
        }
    }
}
