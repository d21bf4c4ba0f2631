using System.Buffers.Binary;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Apng;

/// <summary>Reads animated PNGs whose frames fill the picture, and verifies everything <see cref="PngReader"/> verifies, frame by frame.</summary>
public static class ApngReader
{
    /// <summary>Reads a file to its last byte.</summary>
    /// <param name="stream">Holds the file and nothing after it; not closed.</param>
    /// <param name="frame">Gets each frame with its number, as soon as it is decoded.</param>
    /// <exception cref="DamagedImageException">Anything is wrong that <see cref="PngReader.Read(Stream)"/> names, or a sequence number, or the number of frames.</exception>
    /// <exception cref="NotSupportedException">Frames cover a part of the picture or are blended, or it is no animated PNG.</exception>
    public static ApngInfo Read(Stream stream, Action<int, RgbImage> frame)
    {
        var chunks = new ChunkReader(stream);
        chunks.Signature();
        var header = PngHeader.Read(chunks);
        if (header.Colour == 3) throw new NotSupportedException("animated PNG with a palette: only grey and RGB are read");
        var (frames, loop) = ReadControl(chunks);
        FrameDelay? delay = null;
        uint sequence = 0;
        for (int index = 0; index < frames; index++)
        {
            SkipTo(chunks, "fcTL");
            var control = FrameControl.Read(chunks, header);
            Expect(chunks, control.Sequence, sequence++);
            chunks.Next();
            delay ??= control.Delay;
            SkipTo(chunks, index == 0 ? "IDAT" : "fdAT");
            frame(index, ReadFrame(chunks, header, index == 0 ? "IDAT" : "fdAT", ref sequence));
        }

        SkipTo(chunks, "IEND");
        if (chunks.Data.Length != 0) throw chunks.Damage("it must be empty");
        chunks.End();
        return new ApngInfo(header.Width, header.Height, header.BitDepth, frames, loop, delay!.Value);
    }

    private static (int Frames, int Loop) ReadControl(ChunkReader chunks)
    {
        chunks.Next();
        while (chunks.Type is not ("acTL" or "IDAT"))
        {
            DemandAncillary(chunks);
            chunks.Next();
        }

        if (chunks.Type == "IDAT") throw new NotSupportedException("this PNG is not animated");
        if (chunks.Data.Length != 8) throw chunks.Damage($"its length is {chunks.Data.Length} instead of 8");
        int frames = BinaryPrimitives.ReadInt32BigEndian(chunks.Data), loop = BinaryPrimitives.ReadInt32BigEndian(chunks.Data[4..]);
        if (frames < 1 || loop < 0) throw chunks.Damage($"{frames} frames played {loop} times are impossible");
        chunks.Next();
        return (frames, loop);
    }

    private static void SkipTo(ChunkReader chunks, string type)
    {
        for (; chunks.Type != type; chunks.Next())
        {
            if (chunks.Type is "fcTL" or "fdAT" or "acTL") throw chunks.Damage($"{type} was to come first");
            DemandAncillary(chunks);
        }
    }

    // Leaves the reader at the first chunk after the frame's data.
    private static RgbImage ReadFrame(ChunkReader chunks, PngHeader header, string type, ref uint sequence)
    {
        using var data = new ByteBuffer(1 << 16);
        long offset = chunks.ChunkOffset;
        for (; chunks.Type == type; chunks.Next())
        {
            if (type == "IDAT")
            {
                data.Write(chunks.Data);
                continue;
            }

            if (chunks.Data.Length < 4) throw chunks.Damage("its sequence number is missing");
            Expect(chunks, BinaryPrimitives.ReadUInt32BigEndian(chunks.Data), sequence++);
            data.Write(chunks.Data[4..]);
        }

        return PixelDecoder.Decode(header, [], data, type, offset);
    }

    private static void Expect(ChunkReader chunks, uint found, uint sequence)
    {
        if (found != sequence) throw chunks.Damage($"its sequence number is {found} instead of {sequence}");
    }

    private static void DemandAncillary(ChunkReader chunks)
    {
        if (char.IsAsciiLetterUpper(chunks.Type![0])) throw chunks.Damage("a critical chunk is unknown or in the wrong place");
    }
}
