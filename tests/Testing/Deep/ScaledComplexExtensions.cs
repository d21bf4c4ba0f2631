using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

internal static class ScaledComplexExtensions
{
    extension(ScaledComplex value)
    {
        /// <summary>log₂ of the modulus; −∞ for 0.</summary>
        public double Log2Modulus => value.Norm().Log2() / 2;

        /// <param name="log2Modulus">log₂ of the modulus, of any size.</param>
        /// <param name="angle">In radians.</param>
        public static ScaledComplex FromPolar(double log2Modulus, double angle)
        {
            double whole = Math.Floor(log2Modulus);
            double modulus = Math.Pow(2, log2Modulus - whole);
            return new ScaledComplex(modulus * Math.Cos(angle), modulus * Math.Sin(angle), (long)whole);
        }
    }
}
