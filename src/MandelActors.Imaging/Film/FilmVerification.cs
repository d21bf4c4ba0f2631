namespace MandelActors.Imaging.Film;

/// <summary>What reading a whole film back found.</summary>
/// <param name="Frames">Frames that could be decoded.</param>
/// <param name="FrameHashes">SHA-256 of the decoded pixels of each, lower-case hexadecimal: equal for equal films, whatever decodes them.</param>
/// <param name="FileHash">SHA-256 of the file's bytes, lower-case hexadecimal.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Problem">What is wrong, in one line; null for a film that is as it should be.</param>
/// <param name="FirstBadFrame">The first frame that is missing or not the right one; null where no frame in particular is to blame.</param>
public sealed record FilmVerification(
    int Frames,
    IReadOnlyList<string> FrameHashes,
    string FileHash,
    long Bytes,
    string? Problem,
    int? FirstBadFrame)
{
    public bool IsWhole => Problem is null;
}
