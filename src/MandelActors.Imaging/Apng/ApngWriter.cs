using System.Buffers.Binary;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Apng;

/// <summary>Writes an animated PNG frame by frame; no frame is kept.</summary>
/// <remarks>The bytes depend on frames and options, never on the number of threads. Used by one caller at a time.</remarks>
public sealed class ApngWriter
{
    private readonly Stream _stream;
    private readonly ApngOptions _options;
    private readonly ChunkWriter _chunks;
    private readonly FrameDelay _delay;
    private readonly int _level;
    private (int Width, int Height, int BitDepth) _kind;
    private uint _sequence;
    private bool _finished;

    /// <param name="stream">Gets the whole file; not closed.</param>
    public ApngWriter(Stream stream, ApngOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Frames, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Loop);
        _stream = stream;
        _options = options;
        _chunks = new ChunkWriter(stream);
        _delay = FrameDelay.Of(options.Rate);
        _level = new PngOptions { Effort = options.Effort }.EffectiveLevel;
    }

    /// <summary>Frames written so far.</summary>
    public int Added { get; private set; }

    /// <exception cref="ArgumentException">The frame's size or depth is not the first one's.</exception>
    /// <exception cref="InvalidOperationException">All frames were written already.</exception>
    public void Add(RgbImage frame)
    {
        if (Added == _options.Frames) throw new InvalidOperationException($"all {_options.Frames} frames were written already");
        if (Added == 0) Begin(frame);
        if ((frame.Width, frame.Height, frame.BitDepth) != _kind)
            throw new ArgumentException($"frame {Added} is not like the first one, {_kind.Width}×{_kind.Height} of {_kind.BitDepth} bits", nameof(frame));
        _chunks.Chunk("fcTL", new FrameControl(_sequence++, frame.Width, frame.Height, _delay).ToBytes());
        Span<byte> sequence = stackalloc byte[4];
        foreach (var piece in StripCompressor.Compress(frame, _level, _options.Threads))
        {
            using (piece)
            {
                if (Added == 0)
                {
                    // The first frame is also the picture a viewer without animation shows.
                    _chunks.Chunk("IDAT", piece.Written);
                }
                else
                {
                    BinaryPrimitives.WriteUInt32BigEndian(sequence, _sequence++);
                    _chunks.Chunk("fdAT", sequence, piece.Written);
                }
            }
        }

        Added++;
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="InvalidOperationException">Frames are missing, or the file was ended already.</exception>
    public void Finish()
    {
        if (_finished) throw new InvalidOperationException("the file was ended already");
        if (Added != _options.Frames) throw new InvalidOperationException($"{Added} of {_options.Frames} frames were written");
        _chunks.Chunk("IEND", []);
        _stream.Flush();
        _finished = true;
    }

    private void Begin(RgbImage frame)
    {
        _kind = (frame.Width, frame.Height, frame.BitDepth);
        _chunks.Signature();
        _chunks.Header(frame.Width, frame.Height, frame.BitDepth);
        Span<byte> control = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(control, _options.Frames);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], _options.Loop);
        _chunks.Chunk("acTL", control);
    }
}
