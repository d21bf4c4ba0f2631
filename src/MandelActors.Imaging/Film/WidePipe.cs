using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MandelActors.Imaging.Film;

/// <summary>Makes the pipes to and from another program hold whole frames, so that the two take turns once a frame and not once for every 64 KiB.</summary>
internal static partial class WidePipe
{
    /// <summary>The most that Linux allows everybody.</summary>
    private const int Bytes = 1 << 20;

    /// <summary>Linux's <c>F_SETPIPE_SZ</c>.</summary>
    private const int SetPipeSize = 1031;

    /// <summary>Widens a pipe where the system can; what it refuses changes nothing but the speed.</summary>
    public static void Widen(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe) _ = Control(pipe.SafePipeHandle, SetPipeSize, Bytes);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafePipeHandle handle, int command, int argument);
}
