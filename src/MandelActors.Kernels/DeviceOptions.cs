using MandelActors.Fractals;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels;

/// <summary>How devices work; the vector width is the processor's alone. Width, threads and shortcuts change no bit of an escaping pixel; the rest is for tests and comparisons, and does.</summary>
/// <param name="Lanes">Vector width. A width the processor lacks is emulated: right, but slow.</param>
/// <param name="Threads">Threads to use; 0 means one per core.</param>
/// <param name="InteriorShortcuts">Whether pixels may be proven interior instead of being followed to the limit. A limit
/// of <c>auto</c> needs the proofs to know when to stop and uses them in any case.</param>
/// <param name="Method">Plain or beside a reference.</param>
/// <param name="Tolerance">ε of the reference's table (<see cref="MipTable.ShippedTolerance"/>); 0 takes every step singly.</param>
/// <param name="LeafLevel">log₂ of the steps of that table's shortest block.</param>
/// <param name="AlwaysBands">Whether δ is kept in bands, as beyond 10⁻¹⁴¹, at any depth.</param>
public sealed record DeviceOptions(
    LaneWidth Lanes = LaneWidth.Auto,
    int Threads = 0,
    bool InteriorShortcuts = true,
    RenderMethod Method = RenderMethod.Auto,
    double Tolerance = MipTable.ShippedTolerance,
    int LeafLevel = MipTable.ShippedLeafLevel,
    bool AlwaysBands = false)
{
    /// <summary>The width that <see cref="Lanes"/> amounts to on this processor.</summary>
    public LaneWidth EffectiveLanes => Lanes switch
    {
        not LaneWidth.Auto => Lanes,
        _ when System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated => LaneWidth.Vector512,
        _ when System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated => LaneWidth.Vector256,
        _ when System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated => LaneWidth.Vector128,
        _ => LaneWidth.Scalar,
    };

    /// <summary>The threads that <see cref="Threads"/> amounts to.</summary>
    public int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Whether a task is computed in plain double precision, or opened beside a reference or computed there.</summary>
    internal bool TakesPlainly(EscapeTask task) => task.Grid is not null || Method switch
    {
        RenderMethod.Plain => true,
        RenderMethod.Perturbation => false,
        _ => PixelGrid.Suits(task.View),
    };
}
