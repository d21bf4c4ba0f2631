namespace MandelActors.Imaging.Film;

/// <summary>A film could not be encoded or read; the message carries ffmpeg's own last words where there are any.</summary>
public sealed class FilmException(string message, Exception? inner = null) : IOException(message, inner);
