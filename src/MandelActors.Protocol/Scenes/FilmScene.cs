namespace MandelActors.Protocol.Scenes;

/// <summary>A scene whose frames are pictures of one film.</summary>
/// <param name="Image">Size and quality of a frame.</param>
/// <param name="Film">How many frames there are and how the film is encoded.</param>
/// <param name="Devices">Which devices render.</param>
public abstract record FilmScene(SceneImage Image, SceneFilm Film, string Devices) : Scene(Image, Devices)
{
    public override int FrameCount => Film.FrameCount;

    /// <summary>How far along the film a frame stands, 0 … 1: f/(N−1), 0 where there is one frame only.</summary>
    public double PositionOf(int frame) => FrameCount == 1 ? 0 : (double)frame / (FrameCount - 1);
}
