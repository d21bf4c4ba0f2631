namespace MandelActors.Testing;

/// <summary>What a run of the program left behind.</summary>
/// <param name="ExitCode">As the shell sees it: 128 + signal where a signal ended the process.</param>
/// <param name="Output">Everything from standard output.</param>
/// <param name="Errors">Everything from standard error.</param>
public sealed record MandelResult(int ExitCode, string Output, string Errors)
{
    /// <summary>True if SIGKILL ended the process, whoever sent it.</summary>
    public bool WasKilled => ExitCode == PosixSignal.ExitCodeOfKilled;

    /// <summary>Both streams with the exit code, for a failed assertion's message.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Errors}";
}
