using System.Runtime.CompilerServices;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>What all lanes of a round share, as plain numbers.</summary>
internal readonly unsafe struct PerturbedShared
{
    public PerturbedShared(PerturbedView view, long to)
    {
        var rows = (double*)Unsafe.AsPointer(ref view.Rows.Numbers[0]);
        var elements = (double*)Unsafe.AsPointer(ref view.Table.Reference.Elements[0]);
        First = (double*)Unsafe.AsPointer(ref view.Rows.First[0]);
        Base = rows < elements ? rows : elements;
        RowsOffset = rows - Base;
        ElementsOffset = elements - Base;
        StepB = view.StepB[0];
        Bound = view.Rule.Bound;
        Last = view.Table.Reference.Last;
        LeafBase = view.Table.LeafBase;
        PerLeafStep = 1.0 / view.Table.LeafSteps;
        LeafCount = view.Table.LeafCount;
        BandLeafBase = view.Rows.BandLeafBase;
        PerBandLeafStep = 1.0 / view.Rows.LeafStepsOf(1);
        BandLeafCount = view.Table.CountOf(view.Rows.BandLeafBase);
        LaterRowsOffset = RowsOffset + (double)view.Rows.FirstRowOf(1) * BlockRows.RowLength;
        BandStride = ((double)view.Rows.FirstRowOf(2) - view.Rows.FirstRowOf(1)) * BlockRows.RowLength;
        To = to;
        Pitch = view.Offsets.Pitch;
    }

    /// <summary>The lower of the two arrays that lanes read from.</summary>
    public double* Base { get; }

    /// <summary>Doubles from <see cref="Base"/> to the table's rows.</summary>
    public double RowsOffset { get; }

    /// <summary>Doubles from <see cref="Base"/> to the reference's elements.</summary>
    public double ElementsOffset { get; }

    /// <summary><see cref="BlockRows.First"/>.</summary>
    public double* First { get; }

    /// <summary>B of a single step in the first band.</summary>
    public double StepB { get; }

    public double Bound { get; }

    public double Last { get; }

    public double LeafBase { get; }

    public double LeafCount { get; }

    /// <summary>1 / <see cref="MipTable.LeafSteps"/>.</summary>
    public double PerLeafStep { get; }

    /// <summary><see cref="BlockRows.BandLeafBase"/>.</summary>
    public double BandLeafBase { get; }

    /// <summary>1 / steps of a leaf of the bands after the first.</summary>
    public double PerBandLeafStep { get; }

    /// <summary>Leaves of the bands after the first.</summary>
    public double BandLeafCount { get; }

    /// <summary>Doubles from <see cref="Base"/> to the rows of the second band.</summary>
    public double LaterRowsOffset { get; }

    /// <summary>Doubles from the rows of a later band to the next one's.</summary>
    public double BandStride { get; }

    /// <summary>The distance of neighbouring samples, in the offsets' unit.</summary>
    public double Pitch { get; }

    /// <summary>The round's end.</summary>
    public double To { get; }
}
