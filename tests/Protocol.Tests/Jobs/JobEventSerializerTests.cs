using System.Text;
using System.Text.Json;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>The files in <c>Samples</c> were written once and are never written again: a journal of any age stays readable.</summary>
public class JobEventSerializerTests
{
    private static readonly Sha256Hash Hash = Sha256Hash.Parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly Attempt Attempt = new(3000000017);
    private static readonly FrameNumber Frame = new(12);
    private static readonly DeviceId Device = new("local/cpu");

    private static readonly Dictionary<string, object> Values = new()
    {
        ["job-submitted.v1"] = new JobSubmitted(new JobId("seahorse-1"), "{\"kind\":\"mandelbrot-zoom\"}", "abc", 300, At),
        ["job-opened.v1"] = new JobOpened(3, At),
        ["job-paused.v1"] = new JobPaused(PauseCause.OutOfSpace, "no space left", At),
        ["job-resumed.v1"] = new JobResumed(PauseCause.User, At),
        ["job-cancelled.v1"] = new JobCancelled("enough", At),
        ["job-completed.v1"] = new JobCompleted(At),
        ["frame-completed.v1"] = new FrameCompleted(Frame, Attempt, Hash, 1234567, Device, "cpu", 250, At),
        ["frame-failed.v1"] = new FrameFailed(Frame, Attempt, Device, "kernel crashed", At),
        ["frame-quarantined.v1"] = new FrameQuarantined(Frame, 3, "kernel crashed", At),
        ["frame-retried.v1"] = new FrameRetried(Frame, At),
        ["frame-invalidated.v1"] = new FrameInvalidated(Frame, "truncated", At),
        ["frame-disputed.v1"] = new FrameDisputed(Frame, Attempt, Device, "cpu", Hash, Sha256Hash.Of("x"u8), At),
        ["film-assembled.v1"] = new FilmAssembled("film.mp4", "h264 18", Hash, Sha256Hash.Of("x"u8), 7654321, At),
    };

    public static TheoryData<string> Manifests => new(JobEventSerializer.Manifests);

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_version_ever_written_is_read(string manifest)
    {
        object read = JobEventSerializer.FromBytes(manifest, SampleOf(manifest));

        if (Values.TryGetValue(manifest, out object? value)) read.ShouldBe(value);
        else JobState.FromSnapshot(read.ShouldBeOfType<JobSnapshot>()).Done.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_is_written_today_reads_as_the_sample_does(string manifest)
    {
        string sample = Encoding.UTF8.GetString(SampleOf(manifest)).TrimEnd();

        object read = JobEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(sample));

        Encoding.UTF8.GetString(JobEventSerializer.ToBytes(read)).ShouldBe(sample);
        JobEventSerializer.ManifestOf(read).ShouldBe(manifest);
    }

    [Fact]
    public void A_key_of_a_later_version_is_ignored()
    {
        byte[] later = "{\"incarnation\":3,\"at\":\"2026-11-21T12:30:15.25+00:00\",\"host\":\"later\"}"u8.ToArray();

        JobEventSerializer.FromBytes("job-opened.v1", later).ShouldBe(new JobOpened(3, At));
    }

    [Fact]
    public void A_missing_key_is_an_error()
    {
        Should.Throw<JsonException>(() => JobEventSerializer.FromBytes("job-opened.v1", "{\"incarnation\":3}"u8));
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_repeats_it()
    {
        Should.Throw<NotSupportedException>(() => JobEventSerializer.FromBytes("frame-dreamt.v1", "{}"u8)).Message.ShouldContain("frame-dreamt.v1");
    }

    [Fact]
    public void A_passing_event_is_not_for_the_journal()
    {
        Should.Throw<ArgumentException>(() => JobEventSerializer.ToBytes(new AttemptRejected(Frame, Attempt)));
    }

    private static byte[] SampleOf(string manifest) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Jobs", "Samples", manifest + ".json"));
}
