namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>Ways to an index, as <c>colour.cl</c> numbers them.</summary>
internal enum ColourKind : uint
{
    Cycle,
    Distance,
    Histogram,
    Table,
    Exponent,
}
