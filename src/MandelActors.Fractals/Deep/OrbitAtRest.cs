using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>Notices that an orbit has come to rest on an attracting cycle.</summary>
/// <remarks>
/// At rest z and dz/dc repeat, both to nearly all bits of a double. z alone says nothing: beside a small copy of the set an orbit
/// repeats itself for thousands of steps before it leaves, but all that time dz/dc grows. What is compared with is where the
/// orbit stood at the last power of two (Brent's scheme).
/// </remarks>
internal struct OrbitAtRest
{
    /// <summary>A return of z this near is as good as exact in double precision.</summary>
    private const int NearExponent = -50;

    /// <summary>dz/dc may still differ by this much, relatively: it comes to rest later than z.</summary>
    private const int DerivativeExponent = -30;

    private ScaledComplex _z;
    private ScaledComplex _derivative;
    private int _since;

    /// <summary>Where the orbit stood when it was last compared with: a whole number of periods before it was found at rest.</summary>
    public readonly int Since => _since;

    /// <summary>To be called for every index in turn.</summary>
    public bool IsReached(int n, ScaledComplex z, ScaledComplex derivative)
    {
        if (Math.Abs(z.Re - _z.Re) < 1e-14 && z.Exponent == _z.Exponent && IsNear(z, derivative)) return true;
        if ((n & (n - 1)) == 0) (_z, _derivative, _since) = (z, derivative, n);
        return false;
    }

    private readonly bool IsNear(ScaledComplex z, ScaledComplex derivative)
    {
        var distance = z - _z;
        var change = derivative - _derivative;
        return (distance.IsZero || distance.Exponent < NearExponent)
            && (change.IsZero || change.Exponent < derivative.Exponent + DerivativeExponent);
    }
}
