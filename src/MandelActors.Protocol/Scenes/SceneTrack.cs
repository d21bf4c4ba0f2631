namespace MandelActors.Protocol.Scenes;

/// <summary>A number that may move along the film.</summary>
/// <param name="Points">At least one point, their <see cref="SceneTrackPoint.At"/> increasing.</param>
public sealed record SceneTrack(IReadOnlyList<SceneTrackPoint> Points)
{
    public static SceneTrack Constant(double value) => new([new SceneTrackPoint(0, value)]);

    public bool IsConstant => Points.Count == 1;

    /// <summary>The value at a fraction of the film: linear between points, constant before the first and after the last.</summary>
    public double ValueAt(double position)
    {
        if (position <= Points[0].At) return Points[0].Value;
        for (var i = 1; i < Points.Count; i++)
        {
            var (from, to) = (Points[i - 1], Points[i]);
            if (position <= to.At) return from.Value + (to.Value - from.Value) * ((position - from.At) / (to.At - from.At));
        }

        return Points[^1].Value;
    }
}
