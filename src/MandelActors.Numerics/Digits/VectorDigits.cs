namespace MandelActors.Numerics.Digits;

/// <summary>The kernel of one vector width.</summary>
internal sealed class VectorDigits<TVector, TLanes> : DigitKernel
    where TVector : struct
    where TLanes : IDigitLanes<TVector>
{
    public static VectorDigits<TVector, TLanes> Instance { get; } = new();

    public override void Square(DigitBuffer a, DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits)
    {
        Square(a, (low, high), fractionDigits);
        VectorCarries<TVector, TLanes>.OfColumns(ref low.First, ref high.First, ref target.First, fractionDigits);
    }

    public override void Multiply(DigitBuffer a, DigitBuffer b, DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits)
    {
        Product(a, b, (low, high), fractionDigits);
        VectorCarries<TVector, TLanes>.OfColumns(ref low.First, ref high.First, ref target.First, fractionDigits);
    }

    public override void Sum(DigitBuffer a, DigitBuffer b, bool subtract, DigitBuffer target, int fractionDigits) =>
        VectorCarries<TVector, TLanes>.OfSum(ref a.First, ref b.First, subtract, ref target.First, fractionDigits);

    public override void Step(OrbitDigits orbit, int fractionDigits)
    {
        if (OrbitDigits.UsesProducts(fractionDigits))
        {
            Product(orbit.Sum, orbit.Difference, orbit.First, fractionDigits);
            Product(orbit.X, orbit.Y, orbit.Second, fractionDigits);
            VectorCarries<TVector, TLanes>.OfProducts(orbit, fractionDigits);
            return;
        }

        Square(orbit.X, orbit.First, fractionDigits);
        Square(orbit.Y, orbit.Second, fractionDigits);
        Square(orbit.Sum, orbit.Third, fractionDigits);
        VectorCarries<TVector, TLanes>.OfSquares(orbit, fractionDigits);
    }

    private static void Square(DigitBuffer a, (DigitBuffer Low, DigitBuffer High) columns, int fractionDigits) =>
        VectorSquare<TVector, TLanes>.Columns(ref a.First, ref columns.Low.First, ref columns.High.First, Columns(fractionDigits));

    private static void Product(DigitBuffer a, DigitBuffer b, (DigitBuffer Low, DigitBuffer High) columns, int fractionDigits) =>
        VectorProduct<TVector, TLanes>.Columns(ref a.First, ref b.First, ref columns.Low.First, ref columns.High.First, Columns(fractionDigits));

    private static int Columns(int fractionDigits) => fractionDigits + 1 + Radix.GuardColumns;
}
