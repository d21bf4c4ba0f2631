using FsCheck;
using FsCheck.Fluent;

namespace MandelActors.Numerics.Tests;

public sealed class ScaledComplexTests
{
    private const double U = 1.1102230246251565e-16;

    private static readonly Gen<double> Parts = Gen.OneOf(
        from mantissa in Gen.Choose(-1_000_000_000, 1_000_000_000).Two()
        from exponent in Gen.Choose(-80, 5)
        select Math.ScaleB(mantissa.Item1 + mantissa.Item2 * 1e-9, exponent),
        Gen.Elements(0.0, 1, -1, double.Epsilon, double.MaxValue, -double.MaxValue));

    private static readonly Arbitrary<ScaledComplex> Numbers = (
        from re in Parts
        from im in Parts
        from exponent in Gen.OneOf(Gen.Choose(-70, 70), Gen.Choose(-4000, 4000))
        select new ScaledComplex(re, im, exponent)).ToArbitrary();

    [Fact]
    public void Numbers_are_normalised() => Prop.ForAll(Numbers, z =>
        z.IsZero ? z == default : Math.Max(Math.Abs(z.Re), Math.Abs(z.Im)) is >= 1 and < 2).QuickCheckThrowOnFailure();

    [Fact]
    public void Doubles_come_back() => Prop.ForAll<double, double>((re, im) =>
        !double.IsFinite(re + im) || !IsLossless(re, im) || new ScaledComplex(re, im).ToDoubles() == (re, im)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.Epsilon, 0)]
    [InlineData(double.MaxValue, -double.MaxValue)]
    [InlineData(0, -2.2250738585072014E-308)]
    public void The_ends_of_doubles_range_come_back(double re, double im) => new ScaledComplex(re, im).ToDoubles().ShouldBe((re, im));

    [Fact]
    public void Products_squares_and_quotients_keep_their_bounds() => Prop.ForAll(Numbers, Numbers, (z, w) =>
        Error(z * w, Product(Exact(z), Exact(w))) <= Math.Sqrt(5) * U
        && Error(z.Squared(), Product(Exact(z), Exact(z))) <= 3 * U
        && (w.IsZero || ErrorOfQuotient(z / w, z, w) <= 10 * U)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Sums_are_rounded_part_by_part() => Prop.ForAll(Numbers, Numbers, (z, w) =>
    {
        var (a, b) = (Exact(z), Exact(w));
        if (Math.Abs(z.Exponent - w.Exponent) > 60 && !z.IsZero && !w.IsZero) return z + w == (z.Exponent > w.Exponent ? z : w) || Error(z + w, Sum(a, b)) <= 2 * U;
        var sum = Sum(a, b);
        // A part far below the other may have been lost when the sum was put on a common scale.
        return Error(z + w, sum) <= 2 * U && Error(z - w, Sum(a, (-b.Re, -b.Im))) <= 2 * U;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Norm_and_magnitude_keep_their_bounds() => Prop.ForAll(Numbers, z =>
    {
        var (re, im) = Exact(z);
        var norm = FloatExp.Of(re * re + im * im);
        return Near(z.Norm(), norm, 3 * U) && Near(z.Magnitude(), FloatExp.Sqrt(norm), 3 * U);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_factor_scales_each_part() => Prop.ForAll(Numbers, Parts.ToArbitrary(), (z, f) =>
        !IsLossless(z.Re, z.Im) || z * f == ScaledComplex.Of(z.RealPart * f, z.ImaginaryPart * f) && z * f == z * new FloatExp(f)).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_of_different_scale_meet_on_the_larger()
    {
        ScaledComplex.Of(new FloatExp(1.5, -3000), new FloatExp(-1.25, -3010)).ShouldBe(new ScaledComplex(1.5, Math.ScaleB(-1.25, -10), -3000));
        ScaledComplex.Of(new FloatExp(1.5, -9000), new FloatExp(1, 3)).ShouldBe(new ScaledComplex(0, 1, 3));
        ScaledComplex.Of(default, new FloatExp(1, -3000)).ShouldBe(new ScaledComplex(0, 1, -3000));
        ScaledComplex.Of(default, default).ShouldBe(default);
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ScaledComplex(double.NaN, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new ScaledComplex(1, double.PositiveInfinity));
        Should.Throw<DivideByZeroException>(() => new ScaledComplex(1, 1) / default(ScaledComplex));
    }

    private static bool IsLossless(double re, double im) =>
        re == 0 || im == 0 || Math.Abs(Math.ILogB(re) - Math.ILogB(im)) < 900;

    private static (ExactDecimal Re, ExactDecimal Im) Exact(ScaledComplex z) => (z.RealPart.ToExactDecimal(), z.ImaginaryPart.ToExactDecimal());

    private static (ExactDecimal Re, ExactDecimal Im) Product((ExactDecimal Re, ExactDecimal Im) a, (ExactDecimal Re, ExactDecimal Im) b) =>
        (a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    private static (ExactDecimal Re, ExactDecimal Im) Sum((ExactDecimal Re, ExactDecimal Im) a, (ExactDecimal Re, ExactDecimal Im) b) =>
        (a.Re + b.Re, a.Im + b.Im);

    /// <summary>|computed − exact| / |exact|.</summary>
    private static double Error(ScaledComplex computed, (ExactDecimal Re, ExactDecimal Im) exact)
    {
        var (re, im) = Exact(computed);
        var size = ScaledComplex.Of(FloatExp.Of(exact.Re), FloatExp.Of(exact.Im)).Magnitude();
        var difference = ScaledComplex.Of(FloatExp.Of(re - exact.Re), FloatExp.Of(im - exact.Im)).Magnitude();
        return difference.IsZero ? 0 : size.IsZero ? double.PositiveInfinity : (difference / size).ToDouble();
    }

    private static double ErrorOfQuotient(ScaledComplex quotient, ScaledComplex z, ScaledComplex w) =>
        // |q − z/w| / |z/w| = |q·w − z| / |z|.
        z.IsZero ? (quotient.IsZero ? 0 : 1) : ErrorOf(Product(Exact(quotient), Exact(w)), Exact(z));

    private static double ErrorOf((ExactDecimal Re, ExactDecimal Im) found, (ExactDecimal Re, ExactDecimal Im) exact)
    {
        var size = ScaledComplex.Of(FloatExp.Of(exact.Re), FloatExp.Of(exact.Im)).Magnitude();
        return (ScaledComplex.Of(FloatExp.Of(found.Re - exact.Re), FloatExp.Of(found.Im - exact.Im)).Magnitude() / size).ToDouble();
    }

    private static bool Near(FloatExp computed, FloatExp expected, double relative) =>
        FloatExp.Abs(computed - expected) <= expected * relative;
}
