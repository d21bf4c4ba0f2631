namespace MandelActors.Fractals.Stacks;

/// <summary>What the values of a stack are.</summary>
/// <param name="Geometry">Where its levels lie.</param>
/// <param name="Rule">
/// When a pixel has escaped, and the kind of value. Smooth: ν, NaN inside. Whole: the k of 0 … limit − 1 whose z_{k+1} is
/// the first to escape, one less than the field's n; where none does, the limit if it is fixed and NaN if every level has its own.
/// </param>
/// <param name="Limit">Fixed, or found for every level by itself.</param>
/// <param name="Arithmetic">The numbers it is computed in.</param>
public sealed record StackSettings(
    StackGeometry Geometry, EscapeRule Rule, IterationLimit Limit, StackArithmetic Arithmetic = StackArithmetic.Exact);
