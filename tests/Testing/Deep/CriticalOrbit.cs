using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>The orbit of 0 under z² + c with its derivative dz/dc, from z₁ = c on.</summary>
public sealed class CriticalOrbit
{
    /// <summary>log₂ of a modulus beyond which an orbit is given up; Newton's method may need to look a little beyond 2.</summary>
    private const double FarOut = 64;

    private static readonly ScaledComplex One = new(1, 0);

    private readonly PrecisePoint _c;

    /// <param name="c">The parameter, in the precision the orbit is to have.</param>
    public CriticalOrbit(PrecisePoint c)
    {
        _c = c;
        Z = c;
    }

    /// <summary>The index of <see cref="Z"/>.</summary>
    public int Index { get; private set; } = 1;

    public PrecisePoint Z { get; private set; }

    /// <summary>dz/dc at <see cref="Index"/>, to about 53 bits.</summary>
    public ScaledComplex Derivative { get; private set; } = One;

    public void Step()
    {
        Derivative = Derivative * Z.ToScaled().Scaled(1) + One;
        Z = Z.SquaredPlus(_c);
        Index++;
    }

    /// <summary>Goes on to an index.</summary>
    /// <returns>False when z is so far out before that it never comes back; its digits would double with every step.</returns>
    public bool TryStepTo(int index)
    {
        for (; Index < index; Step())
            if (Z.ToScaled().Log2Modulus > FarOut) return false;
        return true;
    }
}
