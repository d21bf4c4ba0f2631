using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MandelActors.Farm.Faults;

/// <summary>Places where a test may end this process with SIGKILL, to see what survives, or halt it with SIGSTOP, to disturb it just there.</summary>
/// <remarks>
/// The environment variable <c>MANDEL_FAILPOINT=name</c> or <c>name:k</c> arms one of them; the k-th hit kills (1 when left out).
/// <c>name:k:stop</c> halts the whole process instead, until somebody sends SIGCONT.
/// <c>MANDEL_FAILPOINT_TRACE=FILE</c> writes the number of every frame that is computed into FILE.PROCESS, a line each. Without them a hit is a comparison with null.
/// Faults of single frames are in .Frames.
/// </remarks>
public static partial class Failpoint
{
    public const string Variable = "MANDEL_FAILPOINT";

    /// <summary>A frame is computed and coloured, and nothing of it is written.</summary>
    public const string FrameRendered = "frame-rendered";

    /// <summary>Half of a frame's temporary file is on the file system.</summary>
    public const string FrameHalfWritten = "frame-half-written";

    /// <summary>A frame's temporary file is complete and flushed to disk.</summary>
    public const string FrameWritten = "frame-written";

    /// <summary>A frame has its final name, flushed, and is not in the journal.</summary>
    public const string FrameRenamed = "frame-renamed";

    /// <summary>Inside the journal's transaction, after the events were inserted.</summary>
    public const string JournalHalfWritten = "journal-half-written";

    /// <summary>Half of the film's frames were given to the encoder.</summary>
    public const string FilmHalfWritten = "film-half-written";

    /// <summary>Half of a part of a frame that a node hands in is on the seed's file system.</summary>
    public const string UploadHalfReceived = "upload-half-received";

    /// <summary>A part that a node hands in is complete, flushed and verified, and the node does not know yet.</summary>
    public const string UploadReceived = "upload-received";

    /// <summary>A message came over a link, and nobody has acted on it.</summary>
    public const string LinkMessageReceived = "link-message-received";

    /// <summary>The journal says that a job is removed, and its folder is still there.</summary>
    public const string JobRemoved = "job-removed";

    private static readonly string? Armed;
    private static readonly bool Halts;
    private static int _hitsLeft;

    static Failpoint()
    {
        string? setting = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(setting)) return;
        string[] parts = setting.Split(':');
        Armed = parts[0];
        if (IsOfFrames(Armed) || Armed == DeviceWrong)
        {
            _struck = FrameIn(parts);
            return;
        }

        _hitsLeft = parts.Length < 2 ? 1 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        Halts = parts.Length > 2 && parts[2] == "stop";
    }

    public static bool IsArmed(string name) => Armed == name;

    /// <summary>Kills or halts this process if this is the hit the environment asked for; returns otherwise.</summary>
    public static void Hit(string name)
    {
        if (Armed is null || Armed != name || Interlocked.Decrement(ref _hitsLeft) != 0) return;
        if (Halts)
        {
            // To this very thread, so that it stands still here: a signal to the process stops it at a moment that any of its threads may choose.
            _ = Raise(OperatingSystem.IsMacOS() ? SigStopOfMacOS : SigStop);
            return;
        }

        Die();
    }

    private static void Die()
    {
        // SIGKILL, not Environment.FailFast: no handler, no finaliser and no flush of the runtime may tidy up behind the fault.
        if (OperatingSystem.IsWindows()) Process.GetCurrentProcess().Kill();
        else _ = Kill(Environment.ProcessId, SigKill);
        // The signal ends this thread before or while it waits; nothing behind a failpoint may run.
        new ManualResetEvent(false).WaitOne();
    }

    private const int SigKill = 9;
    private const int SigStop = 19;
    private const int SigStopOfMacOS = 17;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);
}
