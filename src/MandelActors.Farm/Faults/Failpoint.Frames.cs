using System.Globalization;

namespace MandelActors.Farm.Faults;

/// <content>Frames that cannot be rendered, and a trace of those that were.</content>
/// <remarks><c>frame-poison:N</c> fails frame N every time it is computed, <c>frame-deadly:N</c> kills the process that computes it; without N every frame does. <c>device-wrong:N</c> spoils what is computed from the Nth frame on.</remarks>
public static partial class Failpoint
{
    public const string TraceVariable = "MANDEL_FAILPOINT_TRACE";

    /// <summary>Computing a frame fails.</summary>
    public const string FramePoison = "frame-poison";

    /// <summary>Computing a frame ends the process.</summary>
    public const string FrameDeadly = "frame-deadly";

    private static readonly string? Trace = Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 } file ? $"{file}.{Environment.ProcessId}" : null;
    private static readonly Lock Tracing = new();
    private static int? _struck;
    private static int _begun;

    /// <summary>From its Nth frame on, a device computes wrongly (<see cref="WrongDevice"/>).</summary>
    public const string DeviceWrong = "device-wrong";

    /// <summary>Whether devices compute wrongly by now.</summary>
    internal static bool IsWrongNow => Armed == DeviceWrong && _begun >= (_struck ?? 1);

    /// <summary>A frame is about to be computed.</summary>
    /// <exception cref="InvalidOperationException">The environment asked for it.</exception>
    public static void Begin(int frame)
    {
        if (Armed is null) return;
        Interlocked.Increment(ref _begun);
        if (!IsOfFrames(Armed) || (_struck is { } only && only != frame)) return;
        if (Armed == FrameDeadly) Die();
        throw new InvalidOperationException($"frame {frame} is poisoned");
    }

    /// <summary>A frame was computed and coloured: traced, and then a hit of <see cref="FrameRendered"/>.</summary>
    public static void Rendered(int frame)
    {
        if (Trace is not null)
        {
            // Written before anything may kill the process; what the system has, a kill cannot take back.
            lock (Tracing) File.AppendAllText(Trace, string.Create(CultureInfo.InvariantCulture, $"{frame}\n"));
        }

        Hit(FrameRendered);
    }

    private static bool IsOfFrames(string name) => name is FramePoison or FrameDeadly;

    private static int? FrameIn(string[] parts) => parts.Length < 2 ? null : int.Parse(parts[1], CultureInfo.InvariantCulture);
}
