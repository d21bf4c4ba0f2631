using System.Security.Cryptography;

namespace MandelActors.Farm.Store;

/// <summary>Passes a reference's bytes on to a file, hashes them on the way, and stops where there is no more room.</summary>
internal sealed class ReferenceWriter(Stream target, IncrementalHash hash, long room) : WriteOnlyStream(target)
{
    private readonly Stream _target = target;

    /// <exception cref="IOException">There is no more room, or the disk would not take it.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > room - Written) throw new IOException("a reference of more bytes than there is room for");
        hash.AppendData(buffer);
        _target.Write(buffer);
        Written += buffer.Length;
    }
}
