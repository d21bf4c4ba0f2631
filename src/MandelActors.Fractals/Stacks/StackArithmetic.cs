namespace MandelActors.Fractals.Stacks;

/// <summary>In which numbers the levels of a stack are laid out and iterated.</summary>
public enum StackArithmetic
{
    /// <summary>As any other picture: exact decimals for the view, whatever its depth needs for the pixels.</summary>
    Exact,

    /// <summary>As NumPy would: sample points by its linspace, plain double iteration at any depth, right or not.</summary>
    PlainDouble,
}
