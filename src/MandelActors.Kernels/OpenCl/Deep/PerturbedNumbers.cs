using System.Numerics;
using System.Runtime.InteropServices;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>What all pixels of a view share; laid out as <c>view_numbers</c> in <c>perturb.cl</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PerturbedNumbers(PerturbedView view)
{
    private readonly double _bound = view.Rule.Bound;
    private readonly double _pitch = view.Offsets.Pitch;
    private readonly ScaledNumber _head = new(view.Head);
    private readonly long _unit = view.Offsets.Exponent;
    private readonly int _headIndex = view.HeadIndex;
    private readonly int _last = view.Table.Reference.Last;
    private readonly int _leafBase = view.Table.LeafBase;
    private readonly int _leafLevel = view.Table.LeafLevel;
    private readonly int _leafCount = view.Table.LeafCount;
    private readonly int _laterLeafBase = view.Rows.BandLeafBase;
    private readonly int _laterLeafLevel = BitOperations.Log2((uint)view.Rows.LeafStepsOf(1));
    private readonly int _laterLeafCount = view.Table.CountOf(view.Rows.BandLeafBase);
    private readonly int _bands = view.Rows.BandCount;
    private readonly int _smallCount = view.Table.Reference.SmallIndices.Length;
    private readonly uint _width = (uint)view.Width;
    private readonly uint _pixels = checked((uint)view.Width * (uint)view.Height);
}
