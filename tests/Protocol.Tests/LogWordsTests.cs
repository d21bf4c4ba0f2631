using MandelActors.Protocol.Api;

namespace MandelActors.Protocol.Tests;

public sealed class LogWordsTests
{
    [Theory]
    [InlineData("it came too late", "job 3f2a, frame 3, attempt 7, node rack1")]
    [InlineData("job 3f2a is paused", "frame 3, attempt 7, node rack1")]
    [InlineData("ada from ::1: cancel 3f2a: 200", "frame 3, attempt 7, node rack1")]
    [InlineData("frame 3 of job 3f2a, attempt 7, failed on rack1/cpu: driver reset", "")]
    [InlineData("frame 30 of job 3f2a1, attempt 71, failed on rack12/cpu", "job 3f2a, frame 3, attempt 7, node rack1")]
    [InlineData("node rack1 joined", "job 3f2a, frame 3, attempt 7")]
    public void What_an_entry_says_itself_is_not_said_again(string message, string about) =>
        LogWords.About(new LogEntry(1, DateTimeOffset.UnixEpoch, "info", message) { JobId = "3f2a", Frame = 3, Attempt = 7, Node = "rack1", Device = "rack1/cpu" }).ShouldBe(about);

    [Fact]
    public void An_entry_about_nothing_in_particular_has_nothing_before_it() =>
        LogWords.About(new LogEntry(1, DateTimeOffset.UnixEpoch, "info", "this seed leads")).ShouldBeEmpty();
}
