namespace MandelActors.Protocol.Scenes;

/// <summary>Where inside its cell a pixel is sampled.</summary>
public enum SceneSampling
{
    /// <summary>At the centre of the cell.</summary>
    Centre,

    /// <summary>On an inclusive grid whose outermost samples lie on the edges of the view.</summary>
    Corner,
}
