namespace MandelActors.Imaging.Png;

/// <summary>How a PNG is written. The bytes depend on the picture, the effort and the texts, never on the number of threads.</summary>
public sealed record PngOptions
{
    public PngEffort Effort { get; init; } = PngEffort.Fast;

    /// <summary>A level of zlib, 0 (stored) … 9, in place of the effort's; null for the effort's.</summary>
    public int? Level { get; init; }

    internal int EffectiveLevel => Level ?? (Effort == PngEffort.Fast ? 1 : 6); // decision 0004

    /// <summary>Most threads at work, −1 for all cores.</summary>
    public int Threads { get; init; } = -1;

    /// <summary>Text chunks: keyword of 1 … 79 Latin-1 characters and a text in Latin-1. Written in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = [];
}
