namespace MandelActors.Farm.Rendering;

/// <summary>A finished frame, ready to be written: one file for a picture, several for a slab of an array.</summary>
public interface IFrameContent
{
    /// <summary>Files it takes, at least one.</summary>
    int Parts { get; }

    /// <summary>Writes one of them: the same bytes whenever it is asked for.</summary>
    /// <param name="part">0 … <see cref="Parts"/> − 1.</param>
    /// <param name="stream">Written forwards only.</param>
    void WritePart(int part, Stream stream);
}
