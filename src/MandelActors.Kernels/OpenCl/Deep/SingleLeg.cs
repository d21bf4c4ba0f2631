using System.Runtime.InteropServices;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>What <c>single.cl</c> asks of every pixel in one launch; laid out as <c>single_leg</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SingleLeg
{
    private readonly FloatPair _headRe, _headIm;
    private readonly int _headExponent, _headIndex;
    private readonly float _headError;
    private readonly float _bound;
    private readonly int _boundExponent, _pointExponent, _reachExponent;
    private readonly int _firstExponent, _firstCount;
    private readonly int _leafBase, _leafCount, _leafSteps;
    private readonly int _last;
    private readonly float _tolerance;
    private readonly uint _width;
    private readonly uint _unused;

    /// <param name="tolerance">Smooth counts with a larger bound are left to others; of whole ones, those without any.</param>
    public SingleLeg(SinglePerturbedView view, float tolerance)
    {
        (_headRe, _headIm, _headExponent, _headIndex, _headError) = (view.HeadRe, view.HeadIm, view.HeadExponent, view.HeadIndex, view.HeadError);
        (_bound, _boundExponent, _pointExponent, _reachExponent) = (view.Bound, view.BoundExponent, view.PointExponent, view.ReachExponent);
        (_firstExponent, _firstCount) = (view.FirstExponent, view.First.Length);
        var table = view.Table.Table;
        (_leafBase, _leafCount, _leafSteps, _last) = (table.LeafBase, table.LeafCount, table.LeafSteps, table.Reference.Last);
        _tolerance = view.Rule.Count == CountKind.Smooth ? tolerance : float.MaxValue;
        _width = (uint)view.Columns.Length;
    }

    /// <summary>No index beyond it counts as escaped.</summary>
    public long Limit { get; set; }

    /// <summary>The first pixel, or place in the list, of the launch.</summary>
    public uint First { get; set; }

    /// <summary>How many the launch takes.</summary>
    public uint Count { get; set; }

    /// <summary>Operations that a pixel may have in the launch.</summary>
    public uint Operations { get; set; }

    /// <summary>1 where pixels stand at the head, 0 where they come from the leg before.</summary>
    public uint Begins { get; set; }
}
