using System.Runtime.InteropServices;

namespace MandelActors.Benchmarks.Numerics;

/// <summary>What is measured of GMP, where the machine has it.</summary>
internal static partial class Gmp
{
    private const string Library = "libgmp.so.10";

    public static bool IsPresent => NativeLibrary.TryLoad(Library, out _);

    /// <summary>target[0 … 2·limbs − 1] ← a².</summary>
    [LibraryImport(Library, EntryPoint = "__gmpn_sqr")]
    public static partial void Square(ref ulong target, ref ulong a, nint limbs);

    /// <summary>target[0 … 2·limbs − 1] ← a·b.</summary>
    [LibraryImport(Library, EntryPoint = "__gmpn_mul_n")]
    public static partial void Multiply(ref ulong target, ref ulong a, ref ulong b, nint limbs);
}
