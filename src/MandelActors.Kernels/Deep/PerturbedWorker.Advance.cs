using System.Numerics;
using System.Runtime.CompilerServices;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>The inner loop.</summary>
internal sealed unsafe partial class PerturbedWorker<TLanes, TVector>
{
    /// <summary>Moves every lane of one vector by one block or step, or one level down the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance<TCycles, TRange, TDistance>(int vector)
        where TCycles : struct
        where TRange : struct
        where TDistance : struct
    {
        var at = vector * TLanes.Count;
        var active = _active[vector];
        if (active == 0) return;
        ref readonly var shared = ref _shared;
        TVector zero = TLanes.Broadcast(0), one = TLanes.Broadcast(1);
        TVector x = TLanes.Load(_x + at), y = TLanes.Load(_y + at), re = TLanes.Load(_re + at), im = TLanes.Load(_im + at);
        TVector m = TLanes.Load(_m + at), block = TLanes.Load(_block + at);
        var steps = TLanes.IsSame(block, zero);

        TVector stepB = TLanes.Broadcast(shared.StepB), stepQ = one, inFirst = zero;
        TVector leafBase = TLanes.Broadcast(shared.LeafBase), perLeafStep = TLanes.Broadcast(shared.PerLeafStep), leafCount = TLanes.Broadcast(shared.LeafCount);
        if (typeof(TRange) == typeof(Banded))
        {
            inFirst = TLanes.IsSame(TLanes.Load(_band + at), zero);
            leafBase = TLanes.Select(inFirst, leafBase, TLanes.Broadcast(shared.BandLeafBase));
            perLeafStep = TLanes.Select(inFirst, perLeafStep, TLanes.Broadcast(shared.PerBandLeafStep));
            leafCount = TLanes.Select(inFirst, leafCount, TLanes.Broadcast(shared.BandLeafCount));
            (stepB, stepQ) = (TLanes.Load(_stepB + at), TLanes.Load(_stepQ + at));
        }

        // The addresses were left here when this vector was last advanced, long enough ago to be read without a stall.
        var addresses = _addresses + at;
        TLanes.LoadQuads(addresses, 0, out var aRe, out var aIm, out var bRe, out var bIm);
        TLanes.LoadQuads(addresses, 4, out var qRe, out var qIm, out var radius, out var packed);
        bRe = TLanes.Select(steps, stepB, bRe);
        bIm = TLanes.Select(steps, zero, bIm);
        qRe = TLanes.Select(steps, stepQ, qRe);
        qIm = TLanes.Select(steps, zero, qIm);
        packed = TLanes.Select(steps, one, packed);

        // z = Z + δ: has it escaped, or come nearer to 0 than to the reference?
        var norm = Norm(x, y);
        TVector zRe = TLanes.Add(aRe, x), zIm = TLanes.Add(aIm, y);
        var modulus = Norm(zRe, zIm);
        var escaped = TLanes.Bits(TLanes.Without(steps, TLanes.IsAtMost(modulus, TLanes.Broadcast(shared.Bound)))) & active;
        var anew = TLanes.And(steps, TLanes.Or(TLanes.IsAtMost(modulus, norm), TLanes.IsSame(m, TLanes.Broadcast(shared.Last))));
        if (typeof(TRange) == typeof(Banded)) anew = TLanes.And(anew, inFirst);
        var fromM = TLanes.Select(anew, zero, m);

        // Both ways on, from δ and from z, so that neither waits for the choice. From z it is the same with A = 0: H = z.
        var hRe = TLanes.FusedMultiplyAdd(qRe, x, TLanes.FusedNegatedMultiplyAdd(qIm, y, TLanes.Add(aRe, aRe)));
        var hIm = TLanes.FusedMultiplyAdd(qRe, y, TLanes.FusedMultiplyAdd(qIm, x, TLanes.Add(aIm, aIm)));
        var cRe = TLanes.FusedNegatedMultiplyAdd(bIm, im, TLanes.Multiply(bRe, re));
        var cIm = TLanes.FusedMultiplyAdd(bIm, re, TLanes.Multiply(bRe, im));
        var toX = TLanes.FusedMultiplyAdd(hRe, x, TLanes.FusedNegatedMultiplyAdd(hIm, y, cRe));
        var toY = TLanes.FusedMultiplyAdd(hRe, y, TLanes.FusedMultiplyAdd(hIm, x, cIm));
        toX = TLanes.Select(anew, TLanes.FusedMultiplyAdd(zRe, zRe, TLanes.FusedNegatedMultiplyAdd(zIm, zIm, cRe)), toX);
        toY = TLanes.Select(anew, TLanes.FusedMultiplyAdd(zRe, zIm, TLanes.FusedMultiplyAdd(zIm, zRe, cIm)), toY);
        var toNorm = Norm(toX, toY);
        TVector toSlopeX = zero, toSlopeY = zero, slopeFits = zero;
        if (typeof(TDistance) == typeof(Measured))
            slopeFits = Slope<TRange>(at, anew, zRe, zIm, hRe, hIm, x, y, bRe, bIm, qRe, qIm, out toSlopeX, out toSlopeY);

        var moved = TLanes.Or(steps, TLanes.IsLess(norm, radius));
        var misfit = zero;
        uint misfits = 0, risen = 0;
        if (typeof(TRange) == typeof(Banded))
        {
            // What fits stays below the largest norm in later bands, and above the smallest in all. A NaN is no fit.
            var smallest = TLanes.Broadcast(PerturbedEscapeTime.SmallestNorm);
            var largest = TLanes.Select(inFirst, TLanes.Broadcast(double.PositiveInfinity), TLanes.Broadcast(PerturbedEscapeTime.LargestNorm));
            var fits = TLanes.And(TLanes.IsAtMost(smallest, toNorm), TLanes.IsLess(toNorm, largest));
            // Beside an element as good as 0, or the last one, a later band has no single steps.
            var beside0 = TLanes.Or(
                TLanes.IsLess(Norm(aRe, aIm), TLanes.Broadcast(PerturbedEscapeTime.NearZeroNorm)), TLanes.IsSame(m, TLanes.Broadcast(shared.Last)));
            fits = TLanes.Without(fits, TLanes.And(beside0, TLanes.Without(steps, inFirst)));
            if (typeof(TDistance) == typeof(Measured)) fits = TLanes.And(fits, slopeFits);
            misfit = TLanes.Without(moved, fits);
            moved = TLanes.And(moved, fits);
            risen = TLanes.Bits(TLanes.Without(TLanes.And(moved, TLanes.IsAtMost(TLanes.Broadcast(PerturbedEscapeTime.BandEndNorm), toNorm)), inFirst)) & active;
            escaped &= TLanes.Bits(inFirst);
            misfits = TLanes.Bits(misfit) & active & ~escaped;
        }

        var movedBits = TLanes.Bits(moved) & active & ~escaped;
        var stepBits = TLanes.Bits(steps);
        Tally.Steps += BitOperations.PopCount(movedBits & stepBits);
        Tally.Jumps += BitOperations.PopCount(movedBits & ~stepBits);
        Tally.Slots += TLanes.Count;

        // What comes next: after a step the leaf that begins here, if any; after a block what its row says; else one level down.
        var next = TLanes.Floor(TLanes.Multiply(packed, TLanes.Broadcast(1 / BlockRows.NextUnit)));
        var count = TLanes.FusedNegatedMultiplyAdd(next, TLanes.Broadcast(BlockRows.NextUnit), packed);
        var toM = TLanes.Add(fromM, count);
        var leaf = TLanes.Multiply(TLanes.Subtract(toM, one), perLeafStep);
        var begins = TLanes.And(TLanes.IsSame(leaf, TLanes.Floor(leaf)), TLanes.IsLess(leaf, leafCount));
        next = TLanes.Select(steps, TLanes.Select(begins, TLanes.Add(leaf, leafBase), zero), next);
        var down = TLanes.Select(TLanes.IsLess(block, leafBase), TLanes.Add(block, block), zero);
        var first = TLanes.And(steps, TLanes.IsSame(toM, one));
        var firsts = TLanes.Bits(first) & active & ~escaped & ~misfits;
        if (firsts != 0) next = TLanes.Select(first, TLanes.LookUpExponent(shared.First, TLanes.Select(first, toNorm, zero), _scratch), next);
        next = TLanes.Select(moved, next, down);
        if (typeof(TRange) == typeof(Banded)) next = TLanes.Select(misfit, block, next);
        var n = TLanes.Load(_n + at);
        var toN = TLanes.Select(moved, TLanes.Add(n, count), n);
        var late = TLanes.Bits(TLanes.IsLess(TLanes.Broadcast(shared.To), toN)) & active & ~escaped;
        TLanes.Store(TLanes.Select(moved, toX, x), _x + at);
        TLanes.Store(TLanes.Select(moved, toY, y), _y + at);
        toM = TLanes.Select(moved, toM, m);
        TLanes.Store(toM, _m + at);
        TLanes.Store(next, _block + at);
        WriteAddresses<TRange>(at, toM, next);
        if (escaped != 0)
        {
            TLanes.Store(modulus, _norm);
            BookEscaped(at, escaped, _n + at, _norm);
        }

        if (typeof(TDistance) == typeof(Measured)) StoreSlopes(at, moved, toSlopeX, toSlopeY);

        TLanes.Store(toN, _n + at);
        if (risen != 0) Promote(at, risen);
        if (misfits != 0)
        {
            late |= Redo(at, misfits);
            for (var lanes = misfits; lanes != 0; lanes &= lanes - 1)
                if (_m[at + BitOperations.TrailingZeroCount(lanes)] == 1) firsts |= lanes & (~lanes + 1);
        }

        if (typeof(TDistance) == typeof(Measured) && typeof(TRange) == typeof(Banded)) PutSlopesInBands(at, movedBits, toSlopeX, toSlopeY);
        var cyclic = typeof(TCycles) == typeof(Sought) && firsts != 0 ? Cycles(at, firsts) : 0;
        var done = escaped | late | cyclic;
        if ((done | risen | misfits) == 0 && active == AllLanes) return;
        if ((late & ~cyclic) != 0) BookLate(at, late & ~cyclic);
        for (var lanes = cyclic; lanes != 0; lanes &= lanes - 1) Tally.Iterations += (long)_n[at + BitOperations.TrailingZeroCount(lanes)];
        if (done != 0) Refill(vector, done);
        if (_active[vector] != AllLanes) Park(at, AllLanes & ~_active[vector]);
        WriteAddresses<TRange>(at, TLanes.Load(_m + at), TLanes.Load(_block + at));
    }

    /// <summary>Where each lane's next row lies: its block's in the table, or its element of the reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteAddresses<TRange>(int at, TVector m, TVector block) where TRange : struct
    {
        ref readonly var shared = ref _shared;
        var zero = TLanes.Broadcast(0);
        var rows = TLanes.Broadcast(shared.RowsOffset);
        if (typeof(TRange) == typeof(Banded))
        {
            var band = TLanes.Load(_band + at);
            var later = TLanes.FusedMultiplyAdd(
                TLanes.Subtract(band, TLanes.Broadcast(1)), TLanes.Broadcast(shared.BandStride), TLanes.Broadcast(shared.LaterRowsOffset));
            rows = TLanes.Select(TLanes.IsSame(band, zero), rows, later);
        }

        var element = TLanes.Add(TLanes.Add(m, m), TLanes.Broadcast(shared.ElementsOffset));
        var row = TLanes.FusedMultiplyAdd(block, TLanes.Broadcast(BlockRows.RowLength), rows);
        TLanes.WriteAddresses(TLanes.Select(TLanes.IsSame(block, zero), element, row), shared.Base, _addresses + at);
    }

    /// <summary><see cref="PerturbedEscapeTime.Promote"/> for some lanes.</summary>
    private void Promote(int at, uint lanes)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = at + BitOperations.TrailingZeroCount(lanes);
            var (state, _) = StateOf(lane);
            PerturbedEscapeTime.Promote(ref state);
            (_x[lane], _y[lane], _band[lane]) = (state.X, state.Y, state.Band);
            SetBandStep(lane);
        }
    }

    /// <summary>Takes the step or block of lanes that no band holds with an exponent, from where they stand.</summary>
    /// <returns>Those of them that passed the round's end.</returns>
    private uint Redo(int at, uint lanes)
    {
        uint late = 0;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = at + BitOperations.TrailingZeroCount(lanes);
            var (state, _) = StateOf(lane);
            PerturbedEscapeTime.FollowScaled(_round.View, ref state, _re[lane], _im[lane]);
            (_x[lane], _y[lane], _m[lane], _n[lane], _block[lane], _band[lane]) =
                (state.X, state.Y, state.ReferenceIndex, state.Index, state.Block, state.Band);
            (_slopeX[lane], _slopeY[lane], _slopeBand[lane]) = (state.SlopeX, state.SlopeY, state.SlopeBand);
            SetBandStep(lane);
            if (state.Index > _round.To) late |= lanes & (~lanes + 1);
        }

        return late;
    }

    /// <summary>Lanes at m = 1 with the very δ that they were there with once before in this round: they go round for ever.</summary>
    private uint Cycles(int at, uint lanes)
    {
        uint cyclic = 0;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = at + BitOperations.TrailingZeroCount(lanes);
            // NaN marks a lane that has nothing saved yet in this round.
            if (double.IsNaN(_savedX[lane]))
                (_savedX[lane], _savedY[lane], _savedBand[lane]) = (_x[lane], _y[lane], _band[lane]);
            else if (_savedX[lane] == _x[lane] && _savedY[lane] == _y[lane] && _savedBand[lane] == _band[lane])
                cyclic |= lanes & (~lanes + 1);
        }

        return cyclic;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Norm(TVector x, TVector y) => TLanes.FusedMultiplyAdd(x, x, TLanes.Multiply(y, y));
}
