namespace MandelActors.Protocol.Scenes;

/// <summary>What to draw, complete, every default filled in. What there is to say about one kind of scene stands in the record of that kind.</summary>
/// <param name="Image">Size and quality of a frame.</param>
/// <param name="Devices">Which devices render: a comma-separated list of device ids, such as <c>cpu</c>.</param>
public abstract record Scene(SceneImage Image, string Devices)
{
    /// <summary>The version of the scene format, and of what a scene means: it is part of a job's identity.</summary>
    public const int Version = 1;

    /// <summary>The word under <c>kind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How many frames there are: the units of work, numbered from 0.</summary>
    public abstract int FrameCount { get; }
}
