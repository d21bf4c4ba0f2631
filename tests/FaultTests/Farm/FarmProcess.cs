using System.Globalization;
using System.Text.Json;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>A seed or a node: a process of its own that a test may kill, halt and start again.</summary>
/// <param name="name">What the test calls it.</param>
/// <param name="start">Starts the program anew with its flags, under a failpoint or none.</param>
internal sealed class FarmProcess(string name, Func<string?, MandelProcess> start) : IAsyncDisposable
{
    private readonly List<MandelProcess> _lives = [];

    public string Name => name;

    /// <summary>Where a seed listens; null for a node.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The life that was started last.</summary>
    public MandelProcess Process => _lives[^1];

    public bool IsRunning => !Process.HasExited;

    /// <summary>Whether the last life ended because it was told to, and tidied up.</summary>
    public bool EndedInOrder { get; private set; }

    /// <summary>What all lives said, for the message of a test that fails.</summary>
    public string Log => string.Join('\n', _lives.Select((life, number) =>
        $"=== {name}, life {number + 1}, process {life.Id}{(life.ExitCode is { } code ? $", ended with {code}" : "")}\n{Tail(life.Output)}\n{Tail(life.Errors)}"));

    /// <summary>Memory it has now, in MiB; 0 once it has ended.</summary>
    public int ResidentMiB
    {
        get
        {
            const string label = "VmRSS:";
            try
            {
                string? line = File.ReadLines($"/proc/{Process.Id}/status").FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal));
                return line is null ? 0 : int.Parse(line[label.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) >> 10;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    /// <summary>Starts it; a former life must be over.</summary>
    /// <param name="failpoint">As <c>MANDEL_FAILPOINT</c> names it; null for none.</param>
    public void Start(string? failpoint = null)
    {
        if (_lives.Count > 0) Process.HasExited.ShouldBeTrue($"{name} still runs");
        EndedInOrder = false;
        _lives.Add(start(failpoint));
    }

    /// <summary>Waits until a seed says where it listens.</summary>
    public async Task UntilListeningAsync()
    {
        MandelProcess life = Process;
        await Until.TrueAsync(() => life.HasExited || life.Output.Contains('\n', StringComparison.Ordinal), () => $"waiting for {name} to listen\n{Log}");
        life.Output.ShouldContain("listening", customMessage: Log);
        using JsonDocument line = JsonDocument.Parse(life.Output.Split('\n')[0]);
        Address = new Uri(line.RootElement.Of("url").GetString()!);
    }

    /// <summary>Waits until its failpoint killed it.</summary>
    public async Task UntilKilledAsync()
    {
        await Until.TrueAsync(() => Process.HasExited, () => $"waiting for {name} to be killed\n{Log}");
        (await Process.WaitAsync()).ShouldBeKilled();
    }

    /// <summary>Waits until its failpoint halted it.</summary>
    public async Task UntilHaltedAsync()
    {
        await Until.TrueAsync(() => Process.HasExited || Process.IsHalted, () => $"waiting for {name} to halt\n{Log}");
        Process.HasExited.ShouldBeFalse($"{name} ended instead of halting\n{Log}");
    }

    /// <summary>SIGKILL, and proof that it landed.</summary>
    public async Task KillAsync()
    {
        Process.Send(PosixSignal.Kill).ShouldBeTrue($"{name} was gone before the kill\n{Log}");
        (await Process.WaitAsync()).ShouldBeKilled();
    }

    /// <summary>SIGSTOP, and proof that it landed.</summary>
    public async Task HaltAsync()
    {
        Process.Send(PosixSignal.Stop).ShouldBeTrue($"{name} was gone before the signal\n{Log}");
        await UntilHaltedAsync();
    }

    public void Continue() => Process.Send(PosixSignal.Continue).ShouldBeTrue($"{name} is gone\n{Log}");

    /// <summary>SIGTERM, and the exit code of a program that was interrupted and tidied up. One that is halted hears of it first thing when it goes on, which it does.</summary>
    public async Task TerminateAsync()
    {
        const int interrupted = 130;
        Process.Send(PosixSignal.Terminate).ShouldBeTrue($"{name} was gone before the signal\n{Log}");
        Process.Send(PosixSignal.Continue);
        MandelResult result = await Process.WaitAsync();
        result.ExitCode.ShouldBeOneOf([0, interrupted, 128 + PosixSignal.Terminate], $"{name}: {result}");
        EndedInOrder = true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (MandelProcess life in _lives) await life.DisposeAsync();
    }

    private static string Tail(string text)
    {
        const int most = 6000;
        return text.Length <= most ? text : "…" + text[^most..];
    }
}
