namespace MandelActors.Imaging.Film;

/// <summary>Takes the frames of a film in order, then finishes the file and reads it back.</summary>
/// <remarks>
/// Writes to exactly the path it was given; renaming a verified film into place is the caller's. Used by one caller at a time.
/// Disposing of a writer that did not finish stops the encoder and deletes the file.
/// </remarks>
public interface IFilmWriter : IAsyncDisposable
{
    /// <summary>Frames taken so far; the next one's number.</summary>
    int Added { get; }

    /// <summary>Takes the next frame. Returns when its pixels are handed over and may be changed.</summary>
    /// <exception cref="ArgumentException">The frame has another size or depth than the film.</exception>
    /// <exception cref="InvalidOperationException">The film has all its frames already.</exception>
    /// <exception cref="FilmException">The encoder failed; the message has its last words.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the encoder is stopped and the file deleted on disposal.</exception>
    Task AddAsync(RgbImage frame, CancellationToken cancellationToken);

    /// <summary>Finishes the file, decodes it to its end and compares every frame with what was handed over.</summary>
    /// <returns>What was found. A film with a <see cref="FilmVerification.Problem"/> must not be used.</returns>
    /// <exception cref="InvalidOperationException">Frames are missing.</exception>
    /// <exception cref="FilmException">The encoder failed.</exception>
    Task<FilmVerification> FinishAsync(CancellationToken cancellationToken);
}
