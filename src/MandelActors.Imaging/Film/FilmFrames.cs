namespace MandelActors.Imaging.Film;

/// <summary>Sees the frames of a film as they are decoded.</summary>
/// <param name="index">The frame's number.</param>
/// <param name="pixels">Its bytes; not retained.</param>
internal delegate void FilmFrames(int index, ReadOnlyMemory<byte> pixels);
