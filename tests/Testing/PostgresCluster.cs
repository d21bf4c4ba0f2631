using System.Diagnostics;
using System.Globalization;
using System.Net;
using MandelActors.Testing.Network;
using Npgsql;

namespace MandelActors.Testing;

/// <summary>
/// A PostgreSQL server of the test's own, from Debian's package, in a temporary folder: reachable on a port of 127.0.0.1 and a socket in its folder,
/// with flushing on, free to be killed, halted and started again. <see cref="Lacking.Postgres"/> says beforehand whether there can be one.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    /// <summary>The role that everything belongs to, and its password.</summary>
    public const string User = "mandel", Password = "a; quoted 'secret'";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private const string ServerAccount = "postgres";

    /// <summary>No server here takes nearly as long to start, stop or die.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string? Programs = FindPrograms();

    private readonly string _folder;
    private int _databases;

    private PostgresCluster(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    /// <summary>The same from start to start.</summary>
    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    private string Log => Path.Combine(_folder, "log");

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message has its log.</exception>
    public static PostgresCluster Start()
    {
        string folder = Directory.CreateTempSubdirectory("mandel-postgres-").FullName;
        PostgresCluster cluster = new(folder, LoopbackPort.Free());
        try
        {
            string password = Path.Combine(folder, "password");
            File.WriteAllText(password, Password + "\n");
            if (Environment.IsPrivilegedProcess) Run("chown", "-R", ServerAccount, folder);
            // Unflushed only while it is being made: a machine that fails here has lost nothing.
            cluster.RunServerProgram("initdb", "-D", cluster.Data, "-U", User, "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync");
            cluster.Restart();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <returns>Null where a server can be started, else the reason it cannot.</returns>
    internal static string? WhyNot()
    {
        if (OperatingSystem.IsWindows()) return "the tests' PostgreSQL server needs POSIX signals";
        if (Programs is null) return "PostgreSQL is missing: apt-get install postgresql";
        return Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith(ServerAccount + ":", StringComparison.Ordinal))
            ? $"PostgreSQL does not run as root, and there is no account '{ServerAccount}'"
            : null;
    }

    /// <summary>How Npgsql connects to one of the databases over TCP.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = Port,
        Database = database,
        Username = User,
        Password = Password,
    }.ConnectionString;

    /// <summary>How Npgsql connects to one of the databases over the socket in the server's folder.</summary>
    public string SocketConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Host = _folder }.ConnectionString;

    /// <returns>The name of a new, empty database.</returns>
    public string NewDatabase(string options = "")
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        Execute("postgres", $"CREATE DATABASE {name} {options}");
        return name;
    }

    /// <summary>Runs SQL in a session of its own.</summary>
    /// <returns>The first value, null if there is none.</returns>
    public object? Execute(string database, string sql)
    {
        using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(ConnectionString(database))
        {
            Pooling = false,
            Timeout = (int)Patience.TotalSeconds,
            CommandTimeout = 5 * (int)Patience.TotalSeconds,
        }.ConnectionString);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        object? value = command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>Ends sessions with a database, as an administrator would.</summary>
    /// <param name="application">Only sessions of that application name; null for all.</param>
    /// <returns>How many there were.</returns>
    public int TerminateSessions(string database, string? application = null)
    {
        string filter = application is null ? "" : $"AND application_name = '{application}'";
        return Convert.ToInt32(
            Execute("postgres", $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}' AND backend_type = 'client backend' {filter}"),
            CultureInfo.InvariantCulture);
    }

    /// <summary>Starts the server again, with recovery if it was killed.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message has its log.</exception>
    public void Restart()
    {
        string port = Port.ToString(CultureInfo.InvariantCulture);
        try
        {
            RunServerProgram("pg_ctl", "start", "-w", "-t", "60", "-s", "-D", Data, "-l", Log, "-o", $"-h 127.0.0.1 -p {port} -k {_folder} -c log_checkpoints=off");
        }
        catch (InvalidOperationException refused)
        {
            throw new InvalidOperationException($"{refused.Message}\n{(File.Exists(Log) ? File.ReadAllText(Log) : "")}", refused);
        }
    }

    /// <summary>Stops the server in order; sessions are ended.</summary>
    public void Stop() => RunServerProgram("pg_ctl", "stop", "-w", "-s", "-D", Data, "-m", "fast");

    /// <summary>SIGKILL for every process of the server; gone when this returns.</summary>
    /// <exception cref="InvalidOperationException">There was no server to kill.</exception>
    public void Kill()
    {
        // One that is dead has no children any more, and one that runs starts further ones: who is to die is seen while all stand still.
        int[] processes = Signal(PosixSignal.Stop);
        foreach (int process in processes) PosixSignal.Send(process, PosixSignal.Kill);
        WaitUntil(() => !processes.Any(process => StateOf(process) is not (null or 'Z' or 'X')), "the server's processes do not die");

        // Where nobody reaps them, dead processes keep their numbers, and the next server would believe this one alive.
        File.Delete(PidFile);
        File.Delete(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}.lock")));
    }

    /// <summary>SIGSTOP: the server keeps its connections and locks and answers nobody.</summary>
    public void Halt() => Signal(PosixSignal.Stop);

    /// <summary>Lets a halted server go on.</summary>
    public void Continue() => Signal(PosixSignal.Continue);

    public void Dispose()
    {
        if (File.Exists(PidFile)) Kill();
        Directory.Delete(_folder, recursive: true);
    }

    /// <returns>The processes that were sent the signal, the one that starts the others first.</returns>
    private int[] Signal(int signal)
    {
        int main = int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);
        if (!PosixSignal.Send(main, signal)) throw new InvalidOperationException("the server is not running");
        if (signal == PosixSignal.Stop) WaitUntil(() => StateOf(main) is null or 'T' or 'Z' or 'X', "the server does not stand still");
        int[] children = [.. Children(main)];
        foreach (int child in children) PosixSignal.Send(child, signal);
        return [main, .. children];
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (string task in Directory.EnumerateDirectories($"/proc/{parent}/task"))
        {
            foreach (string child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return int.Parse(child, CultureInfo.InvariantCulture);
        }
    }

    private static void WaitUntil(Func<bool> happened, string otherwise)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!happened())
        {
            if (waited.Elapsed > Patience) throw new InvalidOperationException(otherwise);
            Thread.Yield();
        }
    }

    /// <returns>What Linux calls it: T for one that is halted, Z for one that only waits to be reaped and holds neither memory nor files any more; null for one that is gone.</returns>
    private static char? StateOf(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? FindPrograms()
    {
        string[] packaged = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        IEnumerable<string> newestFirst = packaged
            .OrderByDescending(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int version) ? version : 0)
            .Select(path => Path.Combine(path, "bin"));
        string[] inPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return newestFirst.Concat(inPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private void RunServerProgram(string program, params string[] arguments)
    {
        string path = Path.Combine(Programs!, program);
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", ServerAccount, "--", path, .. arguments]);
        else Run(path, arguments);
    }

    /// <remarks>Standard output is not captured: the server inherits it and would keep it open for as long as it runs.</remarks>
    private static void Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>\"$0\" </dev/null", Path.GetTempFileName(), program, .. arguments])
        {
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.WaitForExit();
        string errors = File.ReadAllText(start.ArgumentList[2]).Trim();
        File.Delete(start.ArgumentList[2]);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
    }
}
