using System.Runtime.InteropServices;

namespace MandelActors.Testing;

/// <summary>The signals that the tests send, numbered as on Linux.</summary>
public static partial class PosixSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>What a process that dies of an unhandled signal reports: 128 + the signal.</summary>
    public const int ExitCodeOfKilled = 128 + Kill;

    /// <returns>True if the process existed and the signal was sent.</returns>
    public static bool Send(int processId, int signal) => NativeKill(processId, signal) == 0;

    /// <summary>Gives SIGINT its default meaning back where a shell took it away, as shells do from background jobs and all their children.</summary>
    public static void HeedInterrupt()
    {
        const int hexadecimal = 16;
        const string label = "SigIgn:";
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(label, StringComparison.Ordinal));
        if (line is null) return;
        ulong ignored = Convert.ToUInt64(line[label.Length..].Trim(), hexadecimal);
        if ((ignored & (1UL << (Interrupt - 1))) != 0) _ = NativeSignal(Interrupt, 0);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint NativeSignal(int signal, nint handler);
}
