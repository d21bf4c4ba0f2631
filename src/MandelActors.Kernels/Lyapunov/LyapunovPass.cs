using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Kernels.Lyapunov;

/// <summary>A field being computed. All workers share it and claim its chunks one by one.</summary>
internal sealed unsafe class LyapunovPass
{
    /// <summary>Pixels in a chunk: some 0.1 ms of work at 400 steps, and whole groups of every width of vectors.</summary>
    private const int ChunkLength = 43 * 96;

    private readonly PixelClaims _claims;

    public LyapunovPass(LyapunovTask task, double* field, CancellationToken cancellation)
    {
        Field = field;
        (Width, Sequence, Cancellation) = (task.View.Width, task.Sequence, cancellation);
        Coefficients = new LyapunovCoefficients(task);
        _claims = new PixelClaims(task.FieldLength, ChunkLength);
    }

    /// <summary>Row-major, height × width, filled with λ.</summary>
    public double* Field { get; }

    public int Width { get; }

    public LyapunovSequence Sequence { get; }

    /// <inheritdoc cref="LyapunovCoefficients.WarmUp"/>
    public long WarmUp => Coefficients.WarmUp;

    /// <inheritdoc cref="LyapunovCoefficients.Terms"/>
    public long Terms => Coefficients.Terms;

    public LyapunovCoefficients Coefficients { get; }

    public CancellationToken Cancellation { get; }

    public int ChunkCount => _claims.ChunkCount;

    /// <summary>Claims a run of pixels; false when there is none left.</summary>
    public bool TryClaim(out int first, out int count) => _claims.TryClaim(out first, out count);
}
