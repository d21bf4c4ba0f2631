using System.Runtime.CompilerServices;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lanes;

/// <summary>log₂ of every lane, with the bits of its scalar twin <see cref="BinaryLogarithm.Of"/>.</summary>
internal static class LaneLogarithm<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <param name="value">1 … the largest finite double.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector value)
    {
        var exponent = TLanes.SplitExponent(value, out var f);
        var one = TLanes.Broadcast(1);
        var s = TLanes.Divide(TLanes.Subtract(f, one), TLanes.Add(f, one));
        var z = TLanes.Multiply(s, s);
        var c = BinaryLogarithm.Coefficients;
        var sum = TLanes.Broadcast(c[9]);
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[8]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[7]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[6]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[5]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[4]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[3]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[2]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[1]));
        sum = TLanes.FusedMultiplyAdd(sum, z, TLanes.Broadcast(c[0]));
        return TLanes.FusedMultiplyAdd(s, sum, exponent);
    }
}
