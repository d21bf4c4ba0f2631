using System.Numerics;

namespace MandelActors.Imaging.Png;

internal readonly struct NonePredictor : IPredictor
{
    public static byte Expect(byte a, byte b, byte c) => 0;

    public static Vector<byte> Expect(Vector<byte> a, Vector<byte> b, Vector<byte> c) => default;
}

internal readonly struct SubPredictor : IPredictor
{
    public static byte Expect(byte a, byte b, byte c) => a;

    public static Vector<byte> Expect(Vector<byte> a, Vector<byte> b, Vector<byte> c) => a;
}

internal readonly struct UpPredictor : IPredictor
{
    public static byte Expect(byte a, byte b, byte c) => b;

    public static Vector<byte> Expect(Vector<byte> a, Vector<byte> b, Vector<byte> c) => b;
}

internal readonly struct AveragePredictor : IPredictor
{
    public static byte Expect(byte a, byte b, byte c) => (byte)(a + b >> 1);

    // Half of each, and the bit that both halves lost.
    public static Vector<byte> Expect(Vector<byte> a, Vector<byte> b, Vector<byte> c) => (a & b) + ((a ^ b) >>> 1);
}

internal readonly struct PaethPredictor : IPredictor
{
    public static byte Expect(byte a, byte b, byte c)
    {
        int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - 2 * c);
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }

    // All in bytes: where a and b lie on the same side of c, the distance to c is the sum of the other two and never the smallest, so 255 will do;
    // where they lie on opposite sides it is their difference.
    public static Vector<byte> Expect(Vector<byte> a, Vector<byte> b, Vector<byte> c)
    {
        var toA = Vector.Max(b, c) - Vector.Min(b, c);
        var toB = Vector.Max(a, c) - Vector.Min(a, c);
        var sameSide = Vector.Equals(Vector.LessThanOrEqual(a, c), Vector.LessThanOrEqual(b, c));
        var toC = (Vector.Max(toA, toB) - Vector.Min(toA, toB)) | sameSide;
        var chooseA = Vector.LessThanOrEqual(toA, Vector.Min(toB, toC));
        var chooseB = Vector.LessThanOrEqual(toB, toC);
        return Vector.ConditionalSelect(chooseA, a, Vector.ConditionalSelect(chooseB, b, c));
    }
}
