namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>How often the point where a closed motion begins and ends is shown.</summary>
public enum LyapunovEnds
{
    /// <summary>Once: the frame after the last would be the first again, so a film that is played over and over runs evenly.</summary>
    Once,

    /// <summary>Twice: by the first frame and by the last.</summary>
    Twice,
}
