using System.Runtime.InteropServices;

namespace MandelActors.Benchmarks.Numerics;

/// <summary>z² + c by MPFR's short squares, where the machine has it.</summary>
internal sealed partial class MpfrOrbit
{
    private const string Library = "libmpfr.so.6";

    private const int Nearest = 0, Decimal = 10;

    private Number _a, _b, _x, _y, _s, _xx, _yy;

    public MpfrOrbit(string re, string im, int bits)
    {
        Initialise(ref _a, bits);
        Initialise(ref _b, bits);
        Initialise(ref _x, bits);
        Initialise(ref _y, bits);
        Initialise(ref _s, bits);
        Initialise(ref _xx, bits);
        Initialise(ref _yy, bits);
        _ = SetText(ref _a, re, Decimal, Nearest);
        _ = SetText(ref _b, im, Decimal, Nearest);
        _ = SetText(ref _x, "0", Decimal, Nearest);
        _ = SetText(ref _y, "0", Decimal, Nearest);
    }

    public static bool IsPresent => NativeLibrary.TryLoad(Library, out _);

    public (double Re, double Im) Value => (ToDouble(ref _x, Nearest), ToDouble(ref _y, Nearest));

    public void Advance()
    {
        _ = Add(ref _s, ref _x, ref _y, Nearest);
        _ = Square(ref _xx, ref _x, Nearest);
        _ = Square(ref _yy, ref _y, Nearest);
        _ = Square(ref _s, ref _s, Nearest);
        _ = Subtract(ref _x, ref _xx, ref _yy, Nearest);
        _ = Add(ref _x, ref _x, ref _a, Nearest);
        _ = Subtract(ref _s, ref _s, ref _xx, Nearest);
        _ = Subtract(ref _s, ref _s, ref _yy, Nearest);
        _ = Add(ref _y, ref _s, ref _b, Nearest);
    }

    [LibraryImport(Library, EntryPoint = "mpfr_init2")]
    private static partial void Initialise(ref Number number, CLong bits);

    private static void Initialise(ref Number number, int bits) => Initialise(ref number, new CLong(bits));

    [LibraryImport(Library, EntryPoint = "mpfr_set_str", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetText(ref Number number, string text, int radix, int rounding);

    [LibraryImport(Library, EntryPoint = "mpfr_add")]
    private static partial int Add(ref Number target, ref Number a, ref Number b, int rounding);

    [LibraryImport(Library, EntryPoint = "mpfr_sub")]
    private static partial int Subtract(ref Number target, ref Number a, ref Number b, int rounding);

    [LibraryImport(Library, EntryPoint = "mpfr_sqr")]
    private static partial int Square(ref Number target, ref Number a, int rounding);

    [LibraryImport(Library, EntryPoint = "mpfr_get_d")]
    private static partial double ToDouble(ref Number number, int rounding);

    /// <summary>mpfr_t.</summary>
    private struct Number
    {
        public CLong Precision;
        public int Sign;
        public CLong Exponent;
        public nint Limbs;
    }
}
