using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>Which files a job's frames are, and how to tell a sound one. Names and rules only: <see cref="FrameStore"/> does the writing.</summary>
public interface IFrameFiles
{
    /// <summary>The folder they lie in, or below.</summary>
    string Root { get; }

    /// <summary>The final places of a frame's parts, in order.</summary>
    IReadOnlyList<string> PathsOf(FrameNumber frame);

    /// <summary>Everything that lies where frames lie, whoever put it there; nothing while the folder is missing.</summary>
    IEnumerable<string> Existing();

    /// <summary>The frame that a file below <see cref="Root"/> is a part of, by its name.</summary>
    bool TryFrameOf(string path, out FrameNumber frame);

    /// <summary>Whether a file below <see cref="Root"/> belongs to all frames together, such as an array's description.</summary>
    bool IsShared(string path);

    /// <summary>Whether a file below <see cref="Root"/> is named as a job of this kind names files, be it of another size: what goes when a job is started over.</summary>
    bool IsOfThisKind(string path);

    /// <summary>Makes the folders, and what the frames have in common, durably. Does nothing where all is there.</summary>
    /// <exception cref="IOException">The disk would not take it.</exception>
    void Prepare();

    /// <summary>Decodes one part completely.</summary>
    /// <exception cref="InvalidDataException">It does not decode.</exception>
    void Decode(FrameNumber frame, int part, byte[] content);
}
