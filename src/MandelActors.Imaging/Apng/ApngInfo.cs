namespace MandelActors.Imaging.Apng;

/// <summary>What an animated PNG says of itself.</summary>
/// <param name="Loop">How often it plays, 0 for ever.</param>
/// <param name="Delay">How long each frame is shown; the first one's.</param>
public sealed record ApngInfo(int Width, int Height, int BitDepth, int Frames, int Loop, FrameDelay Delay);
