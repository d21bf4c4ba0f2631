using System.Security.Cryptography;

namespace MandelActors.Imaging.Film;

/// <summary>What is remembered of the frames handed to an encoder, to hold the finished film against.</summary>
internal sealed class SourceRecord(FilmSettings settings)
{
    // A frame this near in number to another might have taken its place.
    private const int Reach = 3;

    // Two frames whose signatures differ by less cannot be told apart after lossy encoding.
    private const double Discernible = 0.25;

    private readonly List<ushort[]> _signatures = [];
    private readonly List<byte[]> _hashes = [];

    public int Count => settings.IsHalved ? _signatures.Count : _hashes.Count;

    /// <summary>How far a lossy film's frame may be from its source, in 8-bit levels: grows with the rate factor asked for (decision 0005).</summary>
    public double Tolerance => 2 + Math.Max(0, settings.Quality - 18) * 0.2;

    /// <param name="pixels">The frame's bytes as they go to the encoder.</param>
    public void Add(ReadOnlySpan<byte> pixels)
    {
        if (settings.IsHalved) _signatures.Add(FrameSignature.OfRgb(pixels, settings.EncodedWidth, settings.EncodedHeight, settings.BitDepth));
        else _hashes.Add(SHA256.HashData(pixels));
    }

    /// <summary>Holds a decoded frame against the frames that were handed over.</summary>
    /// <param name="index">Its number in the film, below <see cref="Count"/>.</param>
    /// <param name="decoded">Its pixels: RGB of a lossless film, 4:2:0 planes of a lossy one.</param>
    /// <param name="hash">SHA-256 of those.</param>
    /// <returns>What is wrong with it, null for nothing.</returns>
    public string? Compare(int index, ReadOnlySpan<byte> decoded, ReadOnlySpan<byte> hash)
    {
        if (!settings.IsHalved) return hash.SequenceEqual(_hashes[index]) ? null : Mistaken(index, hash);
        var signature = FrameSignature.OfYuv420(decoded, settings.EncodedWidth, settings.EncodedHeight);
        double own = FrameSignature.Distance(signature, _signatures[index]);
        if (own > Tolerance) return FormattableString.Invariant($"frame {index} is off by {own:f2} levels, more than the {Tolerance:f2} that encoding explains");
        for (int other = Math.Max(0, index - Reach); other <= Math.Min(Count - 1, index + Reach); other++)
        {
            if (2 * FrameSignature.Distance(signature, _signatures[other]) + Discernible < own) return $"frame {index} shows frame {other}";
        }

        return null;
    }

    private string Mistaken(int index, ReadOnlySpan<byte> hash)
    {
        for (int other = 0; other < _hashes.Count; other++)
        {
            if (hash.SequenceEqual(_hashes[other])) return $"frame {index} shows frame {other}";
        }

        return $"the pixels of frame {index} are not the ones handed over";
    }
}
