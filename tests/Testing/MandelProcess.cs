using System.Diagnostics;
using System.Text;

namespace MandelActors.Testing;

/// <summary>The built program <c>mandel</c> as a process of its own, its output captured, free to be killed.</summary>
public sealed class MandelProcess : IAsyncDisposable
{
    /// <summary>No run in the tests takes nearly as long: a process that reaches this hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private MandelProcess(Process process)
    {
        _process = process;
    }

    /// <summary>The program as built beside this test, in the same configuration.</summary>
    public static string ProgramPath { get; } =
        RepositoryRoot.Combine("src", "MandelActors.Console", "bin", RepositoryRoot.Configuration, "net10.0", "mandel.dll");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it ended with, as the shell sees it; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Whether a signal has halted the process: every thread of it is in the state that Linux calls T. One that is in the middle of a system call gets there when that is done.</summary>
    public bool IsHalted
    {
        get
        {
            try
            {
                return Directory.EnumerateDirectories($"/proc/{_process.Id}/task").All(IsThreadHalted);
            }
            catch (IOException)
            {
                // It ended, or one of its threads did.
                return false;
            }
        }
    }

    /// <summary>Standard output up to now.</summary>
    public string Output => Read(_output);

    /// <summary>Standard error up to now.</summary>
    public string Errors => Read(_errors);

    /// <param name="arguments">Verb and flags, unquoted.</param>
    /// <param name="environment">Set in addition to this process's own; null leaves it as it is.</param>
    /// <param name="workingDirectory">Null: this process's own.</param>
    /// <param name="under">A program that starts it, with its arguments, and stands for it; null for none.</param>
    /// <exception cref="FileNotFoundException">The program was not built.</exception>
    public static MandelProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null, IReadOnlyList<string>? under = null)
    {
        if (!File.Exists(ProgramPath)) throw new FileNotFoundException("build src/MandelActors.Console first", ProgramPath);
        // The program inherits what this process ignores, and Ctrl-C is to be heard however the tests were started.
        if (OperatingSystem.IsLinux()) PosixSignal.HeedInterrupt();
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] command = [.. under ?? [], host, ProgramPath, .. arguments];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? Environment.CurrentDirectory,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        MandelProcess mandel = new(new Process { StartInfo = start });
        mandel._process.OutputDataReceived += (_, line) => Append(mandel._output, line.Data);
        mandel._process.ErrorDataReceived += (_, line) => Append(mandel._errors, line.Data);
        mandel._process.Start();
        mandel._process.StandardInput.Close();
        mandel._process.BeginOutputReadLine();
        mandel._process.BeginErrorReadLine();
        return mandel;
    }

    /// <summary>Starts the program and waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end within the harness's patience; it was killed.</exception>
    public static async Task<MandelResult> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null)
    {
        await using MandelProcess mandel = Start(arguments, environment, workingDirectory);
        return await mandel.WaitAsync().ConfigureAwait(false);
    }

    /// <returns>True if the process was there to receive the signal.</returns>
    public bool Send(int signal) => !_process.HasExited && PosixSignal.Send(_process.Id, signal);

    /// <summary>Waits for the end of the process and of both its streams.</summary>
    /// <exception cref="TimeoutException">It did not end within the harness's patience; it was killed.</exception>
    public async Task<MandelResult> WaitAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"mandel did not end within {Patience}\n{Output}\n{Errors}");
        }

        return new MandelResult(_process.ExitCode, Output, Errors);
    }

    /// <summary>Kills the process if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private static bool IsThreadHalted(string thread)
    {
        string stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
