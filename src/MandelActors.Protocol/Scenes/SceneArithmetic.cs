using System.Diagnostics.CodeAnalysis;

namespace MandelActors.Protocol.Scenes;

/// <summary>The numbers in which the levels of a stack are laid out and iterated.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Members are the words that scenes use.")]
public enum SceneArithmetic
{
    /// <summary>Right at every depth.</summary>
    Exact,

    /// <summary>Doubles as NumPy reckons with them, right or not: for comparing with arrays that were made so.</summary>
    Double,
}
