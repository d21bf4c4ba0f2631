namespace MandelActors.Kernels;

/// <summary>What a field rendered by perturbation was made of, phase by phase.</summary>
/// <param name="ReferenceSeconds">Wall-clock seconds for the reference orbit: computing, loading, or waiting for whoever computes it; 0 where it was at hand.</param>
/// <param name="TableSeconds">Wall-clock seconds for the table of jumps; 0 where it was at hand.</param>
/// <param name="PixelSeconds">Wall-clock seconds for the pixels.</param>
/// <param name="ReferenceLength">Steps of the reference that are stored.</param>
/// <param name="Period">The period of the reference, 0 where it has none.</param>
/// <param name="PrecisionBits">Bits of the numbers that the reference was started with.</param>
/// <param name="FromCache">Whether the reference was at hand: in memory, or loaded from a store.</param>
/// <param name="Jumps">Jumps by the table, all pixels together.</param>
/// <param name="Steps">Single perturbed steps, all pixels together.</param>
/// <param name="PlainSteps">Single steps in plain double precision, all pixels together.</param>
/// <param name="LaneUse">Share of lane slots that did useful work, 0 … 1.</param>
public sealed record DeepStatistics(
    double ReferenceSeconds,
    double TableSeconds,
    double PixelSeconds,
    long ReferenceLength,
    long Period,
    int PrecisionBits,
    bool FromCache,
    long Jumps,
    long Steps,
    long PlainSteps,
    double LaneUse)
{
    /// <summary>Bytes of the reference and its table that were sent to the device for this field; 0 where they lay there from a field before, and for the processor.</summary>
    public long SentBytes { get; init; }

    /// <summary>Pixels that a device in single precision left to the processor.</summary>
    public long PixelsInDoubt { get; init; }

    /// <summary>What a field was made of, from its reference and what its pixels took.</summary>
    internal static DeepStatistics Of(ReferenceLoan loan, TimeSpan pixels, long jumps, long steps, double laneUse)
    {
        var reference = loan.Table.Reference;
        return new DeepStatistics(
            loan.ReferenceTime.TotalSeconds,
            loan.TableTime.TotalSeconds,
            pixels.TotalSeconds,
            reference.Last,
            reference.IsPeriodic ? reference.Last : 0,
            reference.PrecisionBits,
            loan.FromCache,
            jumps,
            steps,
            0,
            laneUse);
    }

    /// <summary>Two fields of one frame taken together: seconds and steps add up, the reference is the first one's, lane use is weighted by seconds.</summary>
    public static DeepStatistics? operator +(DeepStatistics? first, DeepStatistics? second)
    {
        if (first is null || second is null) return first ?? second;
        var seconds = first.PixelSeconds + second.PixelSeconds;
        return first with
        {
            ReferenceSeconds = first.ReferenceSeconds + second.ReferenceSeconds,
            TableSeconds = first.TableSeconds + second.TableSeconds,
            PixelSeconds = seconds,
            Jumps = first.Jumps + second.Jumps,
            SentBytes = first.SentBytes + second.SentBytes,
            PixelsInDoubt = first.PixelsInDoubt + second.PixelsInDoubt,
            Steps = first.Steps + second.Steps,
            PlainSteps = first.PlainSteps + second.PlainSteps,
            LaneUse = seconds > 0 ? (first.LaneUse * first.PixelSeconds + second.LaneUse * second.PixelSeconds) / seconds : first.LaneUse,
        };
    }
}
