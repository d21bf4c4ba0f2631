namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>Two letters on their way round a point.</summary>
/// <param name="First">C … Z.</param>
/// <param name="Second">Another one.</param>
/// <param name="CentreFirst">Where the first letter has its centre.</param>
/// <param name="CentreSecond">Where the second letter has its centre.</param>
/// <param name="Turns">Times round within the film; negative ones go the other way.</param>
/// <param name="Phase">How far round the first frame is already, in turns.</param>
/// <param name="Ends">How often the point where a turn begins and ends is shown.</param>
public sealed record LyapunovOrbit(char First, char Second, double CentreFirst, double CentreSecond, double Turns, double Phase, LyapunovEnds Ends)
{
    public const string DefaultLetters = "CD";

    public const double DefaultCentre = 3;

    public const double DefaultRadius = 0.2;

    public static LyapunovOrbit Default { get; } = new(DefaultLetters[0], DefaultLetters[1], DefaultCentre, DefaultCentre, 1, 0, LyapunovEnds.Once);

    public IEnumerable<char> Letters => [First, Second];

    /// <summary>The angle in one frame, in radians: −π in the first unless there is a phase, then evenly on.</summary>
    /// <remarks>With both ends and a single turn it is NumPy's <c>linspace(-pi, pi, frames)</c> to the last bit.</remarks>
    internal double AngleAt(int frame, int frameCount)
    {
        var whole = Turns * (2 * Math.PI);
        var steps = Ends == LyapunovEnds.Once ? frameCount : frameCount - 1;
        var turned = frame == 0 ? 0 : frame == steps ? whole : frame * (whole / steps);
        return -Math.PI + turned + Phase * (2 * Math.PI);
    }

    internal IEnumerable<(char Letter, double Least, double Most)> Around(double first, double second) =>
        [(First, CentreFirst - first, CentreFirst + first), (Second, CentreSecond - second, CentreSecond + second)];
}
