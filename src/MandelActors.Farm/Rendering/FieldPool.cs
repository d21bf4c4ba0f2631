using System.Buffers;

namespace MandelActors.Farm.Rendering;

/// <summary>Buffers for fields, used again: a frame of 3840×2160 needs 64 MiB.</summary>
/// <remarks>
/// <i>Why not the shared pool:</i> it keeps buffers per thread and per core, and frames are computed and coloured on whatever thread is free,
/// so it ended up with several frames' worth of memory that nobody used.
/// </remarks>
internal static class FieldPool
{
    private const int LargestField = 1 << 30;

    /// <summary>As many as a device computes and colours at a time; more in flight are allocated and dropped.</summary>
    private const int Kept = 2;

    private static readonly ArrayPool<double> Pool = ArrayPool<double>.Create(LargestField, Kept);

    /// <summary>A buffer of at least that many numbers, with anything in it.</summary>
    public static double[] Rent(int length) => Pool.Rent(length);

    public static void Return(double[] buffer) => Pool.Return(buffer);
}
