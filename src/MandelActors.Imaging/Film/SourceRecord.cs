using System.Security.Cryptography;

namespace MandelActors.Imaging.Film;

/// <summary>What is remembered of the frames handed to an encoder, to hold the finished film against.</summary>
internal sealed class SourceRecord(FilmSettings settings)
{
    // A frame this near in number to another might have taken its place.
    private const int Reach = 3;

    // Two frames whose signatures differ by less cannot be told apart after lossy encoding, however large and however well encoded they are.
    private const double Discernible = 0.25;

    // The same of single pixels, which a detail that is left out concerns as a whole.
    private const double DiscerniblePixels = 1.25;

    // What is lost of a single pixel at most, in 8-bit levels, at a rate factor up to 18 (decision 0005).
    private const double PixelLoss = 25;

    // Up to here the loss is as good as constant; from here it doubles with the quantiser's step, which does so every six.
    private const int FineQuality = 18;
    private const double StepDoubles = 6;

    private readonly List<ushort[]> _signatures = [];
    private readonly List<ushort[]> _samples = [];
    private readonly List<byte[]> _hashes = [];

    public int Count => settings.IsHalved ? _signatures.Count : _hashes.Count;

    /// <summary>How far a lossy film's frame may be from its source, in 8-bit levels: grows with the rate factor asked for, and as frames get smaller (decision 0005).</summary>
    public double Tolerance => 2 + Coarseness * 0.2 + Chance * Step;

    /// <summary>By how much the rate factor asked for is above what is hardly seen.</summary>
    private int Coarseness => Math.Max(0, settings.Quality - FineQuality);

    /// <summary>How many times as coarse as then the encoder's quantiser is. What a frame differs by from the one before it is left out below that.</summary>
    private double Step => Math.Pow(2, Coarseness / StepDoubles);

    /// <summary>What the loss may do to the mean of all pixels, in 8-bit levels: the fewer there are, the less of it cancels.</summary>
    private double Chance => PixelLoss / Math.Sqrt((double)settings.EncodedWidth * settings.EncodedHeight);

    /// <param name="pixels">The frame's bytes as they go to the encoder.</param>
    public void Add(ReadOnlySpan<byte> pixels)
    {
        if (!settings.IsHalved)
        {
            _hashes.Add(SHA256.HashData(pixels));
            return;
        }

        _signatures.Add(FrameSignature.OfRgb(pixels, settings.EncodedWidth, settings.EncodedHeight, settings.BitDepth));
        _samples.Add(BrightnessSample.OfRgb(pixels, settings.EncodedWidth, settings.EncodedHeight, settings.BitDepth));
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
        var sample = BrightnessSample.OfYuv420(decoded, settings.EncodedWidth, settings.EncodedHeight);
        double ownSample = FrameSignature.Distance(sample, _samples[index]);
        for (int other = Math.Max(0, index - Reach); other <= Math.Min(Count - 1, index + Reach); other++)
        {
            if (FitsBetter(FrameSignature.Distance(signature, _signatures[other]), own, Discernible) || FitsBetter(FrameSignature.Distance(sample, _samples[other]), ownSample, DiscerniblePixels))
                return $"frame {index} shows frame {other}";
        }

        return null;
    }

    /// <summary>Whether another frame is so much nearer than the frame's own that no encoder's loss makes it so.</summary>
    private bool FitsBetter(double other, double own, double discernible) => 2 * other + (discernible + Chance) * Step < own;

    private string Mistaken(int index, ReadOnlySpan<byte> hash)
    {
        for (int other = 0; other < _hashes.Count; other++)
        {
            if (hash.SequenceEqual(_hashes[other])) return $"frame {index} shows frame {other}";
        }

        return $"the pixels of frame {index} are not the ones handed over";
    }
}
