using System.Text;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Protocol.Tests.Registry;

/// <summary>The files in <c>Samples</c> were written once and are never written again: a journal of any age stays readable.</summary>
public class RegistryEventSerializerTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly JobId Job = new("seahorse-1");

    public static TheoryData<string> Manifests => new(RegistryEventSerializer.Manifests);

    [Fact]
    public void An_admitted_job_of_any_age_is_read_with_its_order()
    {
        var admitted = RegistryEventSerializer.FromBytes("job-admitted.v1", SampleOf("job-admitted.v1")).ShouldBeOfType<JobAdmitted>();

        (admitted.Job, admitted.At).ShouldBe((Job, At));
        admitted.Order.RequireTags.ShouldBe(["gpu", "rack1"]);
        (admitted.Order with { RequireTags = [] }).ShouldBe(
            new JobOrder("tonight", "seahorse", "{\"kind\":\"mandelbrot-zoom\"}", "abc", "mandelbrot-zoom", 300, 0, 299, true, -3, [], 8, 0.5, 600));
    }

    [Fact]
    public void An_ended_job_of_any_age_is_read_with_what_it_came_to()
    {
        var hash = Sha256Hash.Of(""u8);
        var film = new JobProtocol.FilmAssembled("film.mp4", "h264 18", hash, Sha256Hash.Of("x"u8), 7654321, At);

        RegistryEventSerializer.FromBytes("job-ended.v1", SampleOf("job-ended.v1"))
            .ShouldBe(new JobEnded(Job, new JobOutcome(JobEnd.Completed, 300, 0, 1234567, null, film, hash, 4321), At));
    }

    [Fact]
    public void A_reopened_job_of_any_age_is_read() =>
        RegistryEventSerializer.FromBytes("job-reopened.v1", SampleOf("job-reopened.v1")).ShouldBe(new JobReopened(Job, At));

    [Fact]
    public void A_prioritised_job_of_any_age_is_read() =>
        RegistryEventSerializer.FromBytes("job-prioritised.v1", SampleOf("job-prioritised.v1")).ShouldBe(new JobPrioritised(Job, -7, At));

    [Fact]
    public void A_removed_job_of_any_age_is_read() =>
        RegistryEventSerializer.FromBytes("job-removed.v1", SampleOf("job-removed.v1")).ShouldBe(new JobRemoved(Job, At));

    [Fact]
    public void What_each_device_did_is_written_with_the_end_of_a_job()
    {
        JobProtocol.DeviceShare share = new(new DeviceId("rack1/cpu"), 299, 12_000, 1);
        JobEnded ended = new(Job, new JobOutcome(JobEnd.Completed, 300, 0, 1, null, null, null, 0) { Devices = [share] }, At);

        var read = RegistryEventSerializer.FromBytes("job-ended.v1", RegistryEventSerializer.ToBytes(ended)).ShouldBeOfType<JobEnded>();

        read.Outcome.Devices.ShouldBe([share]);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_is_written_today_reads_as_the_sample_does(string manifest)
    {
        string sample = Encoding.UTF8.GetString(SampleOf(manifest)).TrimEnd();

        var read = RegistryEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(sample));

        Encoding.UTF8.GetString(RegistryEventSerializer.ToBytes(read)).ShouldBe(sample);
        RegistryEventSerializer.ManifestOf(read).ShouldBe(manifest);
        RegistryEventSerializer.Knows(manifest).ShouldBeTrue();
    }

    [Fact]
    public void Names_of_jobs_and_of_the_registry_do_not_meet() =>
        RegistryEventSerializer.Manifests.Intersect(JobEventSerializer.Manifests).ShouldBeEmpty();

    private static byte[] SampleOf(string manifest) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Registry", "Samples", manifest + ".json"));
}
