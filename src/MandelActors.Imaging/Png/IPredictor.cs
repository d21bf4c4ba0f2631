using System.Numerics;

namespace MandelActors.Imaging.Png;

/// <summary>What a PNG filter expects a byte to be: a = the same byte of the pixel on the left, b = of the pixel above, c = above and left.</summary>
/// <remarks>The vector form equals the scalar one in every lane. <i>Source:</i> PNG specification, third edition, section 9.</remarks>
internal interface IPredictor
{
    static abstract byte Expect(byte a, byte b, byte c);

    static abstract Vector<byte> Expect(Vector<byte> a, Vector<byte> b, Vector<byte> c);
}
