using MandelActors.Fractals;

namespace MandelActors.Testing.Deep;

/// <summary>A view for tests, with a limit that brute force can afford.</summary>
/// <param name="Name">Where it lies and which seed found it.</param>
/// <param name="View">The rectangle and its grid.</param>
/// <param name="Limit">Iteration limit.</param>
public sealed record DeepView(string Name, View View, long Limit)
{
    /// <summary>For a message: name and depth.</summary>
    public override string ToString() => $"{Name}, radius 1e{View.Radius.Log10():f1}, {View.Width}×{View.Height}, limit {Limit}";
}
