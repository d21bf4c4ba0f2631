namespace MandelActors.Fractals;

/// <summary>Where inside its cell a pixel is sampled.</summary>
public enum Sampling
{
    /// <summary>At the centre of the cell: the project's own convention.</summary>
    Centre,

    /// <summary>On an inclusive grid whose first and last samples lie on the edges of the view, as NumPy's linspace.</summary>
    Corner,
}
