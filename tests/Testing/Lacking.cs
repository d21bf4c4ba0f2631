using System.ComponentModel;
using System.Diagnostics;

namespace MandelActors.Testing;

/// <summary>What this machine cannot do, as the reason a skipped test gives; null where it can.</summary>
public static class Lacking
{
    /// <summary>ffmpeg and ffprobe, for films and their check.</summary>
    public static string? Ffmpeg { get; } =
        Runs("ffmpeg", "-version") && Runs("ffprobe", "-version") ? null : "ffmpeg is missing: apt-get install ffmpeg";

    /// <summary>POSIX signals, to kill, stop and interrupt a process.</summary>
    public static string? Signals { get; } = OperatingSystem.IsWindows() ? "this system has no POSIX signals" : null;

    /// <summary>strace, to record what a process does to its files.</summary>
    public static string? Strace { get; } = Runs("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
        ? null
        : "strace is missing, or may not trace here: apt-get install strace";

    /// <summary>The library that sets a single process's wall clock; null where it is missing.</summary>
    public static string? FakeTimeLibrary { get; } = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketime.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }).FirstOrDefault()
        : null;

    /// <summary>Clocks to set.</summary>
    public static string? FakeTime { get; } = FakeTimeLibrary is null ? "libfaketime is missing: apt-get install libfaketime" : null;

    /// <summary>A PostgreSQL server to start, for journals and leadership that several seeds share.</summary>
    public static string? Postgres { get; } = PostgresCluster.WhyNot();

    /// <summary>A Slurm cluster to start, for nodes that come as a job array.</summary>
    public static string? Slurm { get; } = SlurmCluster.WhyNot();

    /// <summary>What checks systemd's units; it needs no running systemd.</summary>
    public static string? SystemdAnalyze { get; } = Runs("systemd-analyze", "--version") ? null : "systemd-analyze is missing: apt-get install systemd";

    /// <summary>What puts manifests of Kubernetes together; it needs no cluster.</summary>
    public static string? Kustomize { get; } = Runs("kubectl", "kustomize", "--help") ? null : "kubectl is missing: it comes with any Kubernetes";

    /// <summary>What reads compose files; it needs no running Docker.</summary>
    public static string? Compose { get; } = Runs("docker", "compose", "version") ? null : "docker compose is missing: apt-get install docker-compose-v2, or Docker's own packages";

    /// <summary>Permission to mount a small tmpfs, for a real full disk.</summary>
    public static string? Mounting { get; } = SizedTmpfs.WhyNot();

    /// <summary>An account that file permissions hold back.</summary>
    public static string? Permissions { get; } =
        OperatingSystem.IsWindows() ? "this system has no POSIX permissions"
        : Environment.IsPrivilegedProcess ? "file permissions do not hold root back: run as an ordinary user"
        : null;

    /// <summary>The Python that the system's packages are installed for, whatever else stands in the path.</summary>
    public static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>zarr-python for <see cref="Python"/>, as a witness for arrays.</summary>
    public static string? PythonZarr { get; } = Runs(Python, "-c", "import zarr") ? null : "zarr-python is missing: apt-get install python3-zarr";

    /// <summary>zarr-python with what it opens addresses with, as a witness for served arrays.</summary>
    public static string? PythonZarrOverHttp { get; } =
        Runs(Python, "-c", "import zarr, fsspec, aiohttp") ? null : "zarr-python, fsspec or aiohttp is missing: apt-get install python3-zarr python3-fsspec python3-aiohttp";

    /// <summary>NumPy for <see cref="Python"/>, as a witness for exponents.</summary>
    public static string? Numpy { get; } = Runs(Python, "-c", "import numpy") ? null : "NumPy is missing: apt-get install python3-numpy";

    /// <summary>Prometheus' client library for <see cref="Python"/>, as a witness for measurements.</summary>
    public static string? PrometheusClient { get; } =
        Runs(Python, "-c", "import prometheus_client.parser") ? null : "the client library of Prometheus is missing: apt-get install python3-prometheus-client";

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process? process = Process.Start(start);
            if (process is null) return false;
            process.BeginErrorReadLine();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
