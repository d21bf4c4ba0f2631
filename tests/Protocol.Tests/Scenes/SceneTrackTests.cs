using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class SceneTrackTests
{
    private static readonly SceneTrack Track = new([new(0.25, 10), new(0.5, 20), new(1, 0)]);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 10)]
    [InlineData(0.375, 15)]
    [InlineData(0.5, 20)]
    [InlineData(0.75, 10)]
    [InlineData(1, 0)]
    public void Values_run_straight_between_points_and_stand_still_outside(double position, double value) =>
        Track.ValueAt(position).ShouldBe(value);
}
