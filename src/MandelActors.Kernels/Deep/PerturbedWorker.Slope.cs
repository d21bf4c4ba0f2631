using System.Numerics;
using System.Runtime.CompilerServices;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>J, the derivative by the pixel; its scalar twin is in PerturbedEscapeTime.Slope.cs.</summary>
internal sealed unsafe partial class PerturbedWorker<TLanes, TVector>
{
    /// <summary>J after the block or step that δ takes.</summary>
    /// <returns>Mask of the lanes whose J needs no exponent for it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Slope<TRange>(
        int at, TVector anew, TVector zRe, TVector zIm, TVector hRe, TVector hIm, TVector x, TVector y,
        TVector bRe, TVector bIm, TVector qRe, TVector qIm, out TVector toX, out TVector toY)
        where TRange : struct
    {
        TVector slopeX = TLanes.Load(_slopeX + at), slopeY = TLanes.Load(_slopeY + at), zero = TLanes.Broadcast(0);
        TVector pitch = TLanes.Broadcast(_shared.Pitch), fits = zero, slopeBand = zero;
        if (typeof(TRange) == typeof(Banded))
        {
            slopeBand = TLanes.Load(_slopeBand + at);
            var before = TLanes.Subtract(TLanes.Load(_band + at), slopeBand);
            fits = TLanes.IsAtMost(zero, before);
            var scaled = TLanes.Multiply(pitch, TLanes.Broadcast(PerturbedEscapeTime.PitchScale(1)));
            pitch = TLanes.Select(TLanes.IsSame(before, zero), pitch, TLanes.Select(TLanes.IsSame(before, TLanes.Broadcast(1)), scaled, zero));
        }

        var gRe = TLanes.FusedMultiplyAdd(qRe, x, TLanes.FusedNegatedMultiplyAdd(qIm, y, hRe));
        var gIm = TLanes.FusedMultiplyAdd(qRe, y, TLanes.FusedMultiplyAdd(qIm, x, hIm));
        // From z it is the same with A = 0: G = 2z.
        gRe = TLanes.Select(anew, TLanes.Add(zRe, zRe), gRe);
        gIm = TLanes.Select(anew, TLanes.Add(zIm, zIm), gIm);
        toX = TLanes.FusedMultiplyAdd(gRe, slopeX, TLanes.FusedNegatedMultiplyAdd(gIm, slopeY, TLanes.Multiply(bRe, pitch)));
        toY = TLanes.FusedMultiplyAdd(gRe, slopeY, TLanes.FusedMultiplyAdd(gIm, slopeX, TLanes.Multiply(bIm, pitch)));
        if (typeof(TRange) == typeof(Banded))
        {
            var sum = TLanes.Add(toX, toY);
            var isFinite = TLanes.IsSame(TLanes.Subtract(sum, sum), zero);
            fits = TLanes.And(fits, TLanes.Or(isFinite, TLanes.IsAtMost(slopeBand, zero)));
        }

        return fits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreSlopes(int at, TVector moved, TVector toX, TVector toY)
    {
        TLanes.Store(TLanes.Select(moved, toX, TLanes.Load(_slopeX + at)), _slopeX + at);
        TLanes.Store(TLanes.Select(moved, toY, TLanes.Load(_slopeY + at)), _slopeY + at);
    }

    /// <summary><see cref="PerturbedEscapeTime.PutSlopeInBand"/> for the lanes that may need it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutSlopesInBands(int at, uint lanes, TVector toX, TVector toY)
    {
        TVector norm = Norm(toX, toY), slopeBand = TLanes.Load(_slopeBand + at), band = TLanes.Load(_band + at);
        var rises = TLanes.And(
            TLanes.IsLess(TLanes.Broadcast(0), slopeBand),
            TLanes.Or(TLanes.IsAtMost(TLanes.Broadcast(PerturbedEscapeTime.BandEndNorm), norm), TLanes.IsLess(band, slopeBand)));
        var falls = TLanes.And(TLanes.IsLess(norm, TLanes.Broadcast(PerturbedEscapeTime.SmallestNorm)), TLanes.IsLess(slopeBand, band));
        for (lanes &= TLanes.Bits(TLanes.Or(rises, falls)); lanes != 0; lanes &= lanes - 1)
        {
            var lane = at + BitOperations.TrailingZeroCount(lanes);
            var (state, _) = StateOf(lane);
            PerturbedEscapeTime.PutSlopeInBand(ref state);
            (_slopeX[lane], _slopeY[lane], _slopeBand[lane]) = (state.SlopeX, state.SlopeY, state.SlopeBand);
        }
    }
}
