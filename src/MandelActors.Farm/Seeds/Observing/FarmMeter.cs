using System.Diagnostics.Metrics;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>The farm's measurements under the meter <c>MandelActors</c>, for OpenTelemetry, and for the seed's own text endpoint.</summary>
/// <remarks>The journal measures its writes by itself, under the same meter. What the board knows is read when somebody measures, and costs nothing otherwise. A seed that stands by measures nothing.</remarks>
internal sealed class FarmMeter : IDisposable
{
    public const string Name = "MandelActors";

    private readonly Meter _meter = new(Name);
    private readonly SeedState _seed;

    public FarmMeter(SeedState seed)
    {
        _seed = seed;
        PerJob("mandel_job_frames_done", "Finished frames of a job that is worked for", job => job.Done);
        PerJob("mandel_job_frames_failed", "Frames of a job that failed and are tried again", job => job.Failed);
        PerJob("mandel_job_frames_quarantined", "Frames of a job that failed too often", job => job.Quarantined);
        PerJob("mandel_job_frames_leased", "Frames of a job that workers hold", job => job.Leased);
        PerJob("mandel_job_frames_per_second", "Frames of a job finished per second over the last seconds", job => job.FramesPerSecond);
        PerJob("mandel_job_late_attempts", "Results that came too late, since the job was opened last", job => job.LateAttempts);
        PerJob("mandel_job_failed_tries", "Tries that failed, since the job was opened last", job => job.Devices.Sum(device => device.Failures));
        Overall("mandel_frames_pending", "Frames that are wanted and that nobody holds, of jobs that are not paused: what to scale by", jobs => jobs.Where(job => job.State != "paused").Sum(Pending));
        Overall("mandel_frames_leased", "Frames that workers hold", jobs => jobs.Sum(job => job.Leased));
        Overall("mandel_frames_per_second", "Frames finished per second over the last seconds", jobs => jobs.Sum(job => job.FramesPerSecond));
        Overall("mandel_jobs_running", "Jobs that are not over", jobs => jobs.Count);
        _meter.CreateObservableGauge("mandel_leading", () => _seed.Leads ? 1 : 0, null, "1 while this seed leads");
    }

    public void Dispose() => _meter.Dispose();

    private static double Pending(JobView job) => Math.Max(0, job.Selected - job.Done - job.Leased - job.Quarantined);

    private void PerJob(string name, string description, Func<JobView, double> value) =>
        _meter.CreateObservableGauge(name, () => Running().Select(job => new Measurement<double>(value(job), new KeyValuePair<string, object?>("job", job.JobId))), null, description);

    private void Overall(string name, string description, Func<IReadOnlyList<JobView>, double> value) =>
        _meter.CreateObservableGauge(name, () => Running() is { } jobs && _seed.Leads ? [new Measurement<double>(value(jobs))] : Array.Empty<Measurement<double>>(), null, description);

    /// <summary>Jobs that are over are left out: a farm that runs for years would otherwise measure more with every job.</summary>
    private IReadOnlyList<JobView> Running() => _seed.Leads ? [.. _seed.Term.Board.All().Where(job => !job.IsOver)] : [];
}
