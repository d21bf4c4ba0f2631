using System.Buffers.Binary;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Apng;

/// <summary>The fcTL chunk before each frame, for frames that fill the picture and replace the one before.</summary>
/// <remarks><i>Source:</i> PNG specification, third edition, section 11.3.6.2.</remarks>
internal readonly record struct FrameControl(uint Sequence, int Width, int Height, FrameDelay Delay)
{
    private const int Length = 26;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Sequence);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), Height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(20), Delay.Numerator);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(22), Delay.Denominator);
        return bytes;
    }

    public static FrameControl Read(ChunkReader chunks, PngHeader header)
    {
        var data = chunks.Data;
        if (data.Length != Length) throw chunks.Damage($"its length is {data.Length} instead of {Length}");
        int width = BinaryPrimitives.ReadInt32BigEndian(data[4..]), height = BinaryPrimitives.ReadInt32BigEndian(data[8..]);
        if (width != header.Width || height != header.Height || data[12..20].ContainsAnyExcept((byte)0) || data[24..].ContainsAnyExcept((byte)0))
            throw new NotSupportedException("animated PNG with partial or blended frames: only whole frames that replace each other are read");
        return new FrameControl(
            BinaryPrimitives.ReadUInt32BigEndian(data),
            width,
            height,
            new FrameDelay(BinaryPrimitives.ReadUInt16BigEndian(data[20..]), BinaryPrimitives.ReadUInt16BigEndian(data[22..])));
    }
}
