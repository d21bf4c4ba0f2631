namespace MandelActors.Kernels.Escape;

/// <summary>The pass that measures, over a field whose counts are known. All workers share it and claim its chunks one by one.</summary>
internal sealed unsafe class DistanceRound
{
    /// <summary>Pixels in a chunk: many, so that pixels of like counts find each other; few enough to stay in the inner caches.</summary>
    public const int ChunkLength = 4096;

    private readonly PixelClaims _claims;

    public DistanceRound(int width, int height)
    {
        (Width, Height) = (width, height);
        _claims = new PixelClaims((long)width * height, ChunkLength);
    }

    /// <summary>Row-major, height × width.</summary>
    public required double* Counts { get; init; }

    /// <summary>Filled, in the same order.</summary>
    public required double* Distances { get; init; }

    /// <summary>Real part of every column.</summary>
    public required double* Columns { get; init; }

    /// <summary>Imaginary part of every row.</summary>
    public required double* Rows { get; init; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The distance of neighbouring samples.</summary>
    public required double Pitch { get; init; }

    /// <summary>|z|² beyond this has escaped.</summary>
    public required double Bound { get; init; }

    public required CancellationToken Cancellation { get; init; }

    public int ChunkCount => _claims.ChunkCount;

    /// <summary>Claims a run of pixels; false when there is none left.</summary>
    public bool TryClaim(out int first, out int count) => _claims.TryClaim(out first, out count);
}
