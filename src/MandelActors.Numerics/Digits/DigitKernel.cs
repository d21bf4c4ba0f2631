namespace MandelActors.Numerics.Digits;

/// <summary>Arithmetic on digits; every kernel gives the same digits.</summary>
internal abstract class DigitKernel
{
    /// <summary>The kernel of a width.</summary>
    /// <exception cref="PlatformNotSupportedException">The processor lacks it.</exception>
    public static DigitKernel Of(DigitWidth width) => width switch
    {
        DigitWidth.Scalar => ScalarDigits.Instance,
        DigitWidth.Vector256 when Lanes256.IsSupported => VectorDigits<System.Runtime.Intrinsics.Vector256<long>, Lanes256>.Instance,
        DigitWidth.Vector512 when Lanes512.IsSupported => VectorDigits<System.Runtime.Intrinsics.Vector512<long>, Lanes512>.Instance,
        DigitWidth.Auto => Of(Lanes512.IsSupported ? DigitWidth.Vector512 : Lanes256.IsSupported ? DigitWidth.Vector256 : DigitWidth.Scalar),
        _ => throw new PlatformNotSupportedException($"This processor has no {width} digits."),
    };

    /// <summary>target ← a², rounded to so many fraction digits. The target may be the operand.</summary>
    public abstract void Square(DigitBuffer a, DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits);

    /// <summary>target ← a·b, likewise.</summary>
    public abstract void Multiply(DigitBuffer a, DigitBuffer b, DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits);

    /// <summary>target ← a ± b, of which digits beyond the last are ignored.</summary>
    public abstract void Sum(DigitBuffer a, DigitBuffer b, bool subtract, DigitBuffer target, int fractionDigits);

    /// <summary>x + iy ← (x + iy)² + a + ib, with sum and difference, which later steps need.</summary>
    public abstract void Step(OrbitDigits orbit, int fractionDigits);

    /// <summary>Makes sum and difference of x and y, which <see cref="Step"/> takes from the step before.</summary>
    public void Refresh(OrbitDigits orbit, int fractionDigits)
    {
        Sum(orbit.X, orbit.Y, subtract: false, orbit.Sum, fractionDigits);
        orbit.Sum.CutAfter(fractionDigits);
        if (!OrbitDigits.UsesProducts(fractionDigits)) return;
        Sum(orbit.X, orbit.Y, subtract: true, orbit.Difference, fractionDigits);
        orbit.Difference.CutAfter(fractionDigits);
    }
}
