namespace MandelActors.Benchmarks.Deep;

/// <summary>One location's figures; seconds of phases are wall-clock, of the run with the median processor time.</summary>
/// <param name="Name">The truth file's.</param>
/// <param name="Runs">How often it was rendered.</param>
/// <param name="ProcessorSeconds">Median of the whole process: user and system time, all threads.</param>
/// <param name="LeastProcessorSeconds">The least of all runs.</param>
/// <param name="ReferenceSeconds">For the reference orbit.</param>
/// <param name="TableSeconds">For the table of blocks.</param>
/// <param name="PixelSeconds">For the pixels.</param>
/// <param name="Jumps">Blocks taken per pixel.</param>
/// <param name="Steps">Single steps per pixel.</param>
/// <param name="LaneUse">Share of lane slots that did useful work.</param>
/// <param name="TruthMet">Known pixels within 0.01 of ν, inside and outside right.</param>
/// <param name="TruthKnown">Known pixels.</param>
/// <param name="Fraktaler">Processor seconds that Fraktaler-3 needs.</param>
/// <param name="PeakBytes">The most memory of any process so far.</param>
internal sealed record DeepFigure(
    string Name,
    int Runs,
    double ProcessorSeconds,
    double LeastProcessorSeconds,
    double ReferenceSeconds,
    double TableSeconds,
    double PixelSeconds,
    double Jumps,
    double Steps,
    double LaneUse,
    int TruthMet,
    int TruthKnown,
    double Fraktaler,
    long PeakBytes)
{
    public double TimesFaster => Fraktaler / ProcessorSeconds;
}
