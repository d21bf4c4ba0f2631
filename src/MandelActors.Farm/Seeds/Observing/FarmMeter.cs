using System.Diagnostics.Metrics;
using MandelActors.Farm.Links;
using MandelActors.Farm.Seeds.Security;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>The farm's measurements under the meter <see cref="Name"/>, for OpenTelemetry, and for the seed's own text endpoint; the README beside it has the table of them.</summary>
/// <remarks>
/// The journal measures its writes by itself, under the same meter. Everything else is read when somebody measures, and costs nothing otherwise. What is
/// true of the farm is measured by its leader alone; what is counted counts this process, and starts at 0 with it.
/// </remarks>
internal sealed class FarmMeter : IDisposable
{
    /// <summary>The name of every meter of this program.</summary>
    public const string Name = "MandelActors";

    private static readonly InstrumentAdvice<double> TransferBounds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300] };

    private static readonly string[] DeviceStates = ["ready", "lost"];

    private readonly Meter _meter;
    private readonly SeedState _seed;

    /// <param name="seed">Scope of the meter: several seeds of one process are told apart by it.</param>
    public FarmMeter(SeedState seed, SeedStore store, FarmTally tally, TransferTally transfers, RefusalTally refusals)
    {
        _seed = seed;
        _meter = new Meter(new MeterOptions(Name) { Scope = seed, Version = ProgramVersion.Current });
        Gauge("mandel_build_info", null, "1, with the program's version", () => [Labelled(1, "version", ProgramVersion.Current)]);
        AddLeadership();
        AddJobs(tally);
        AddFrames(tally);
        AddDevices(tally);
        AddTraffic(transfers, refusals);
        Gauge("mandel_store_free_bytes", "By", "Bytes that may still be written to the store's disk", () => [new Measurement<double>(store.FreeBytes)]);
        Gauge("mandel_store_size_bytes", "By", "Size of the store's disk", () => [new Measurement<double>(store.DiskBytes)]);
    }

    public void Dispose() => _meter.Dispose();

    private void AddLeadership()
    {
        Gauge("mandel_leading", null, "1 while this seed leads", () => [new Measurement<double>(_seed.Leads ? 1 : 0)]);
        Gauge("mandel_leadership_epoch", null, "The number of this seed's present term", () => _seed.Current is { } term ? [new Measurement<double>(term.Epoch)] : []);
        Counter("mandel_leadership_terms_total", "{term}", "Terms of this seed", () => _seed.Terms);
    }

    private void AddJobs(FarmTally tally)
    {
        Overall("mandel_jobs_running", "{job}", "Jobs that are not over", jobs => jobs.Count);
        Overall("mandel_frames_pending", "{frame}", "Frames that are wanted and that nobody holds, of jobs that are not paused: what to scale by", jobs => jobs.Where(job => job.State != "paused").Sum(Pending));
        Overall("mandel_frames_leased", "{frame}", "Frames that workers hold", jobs => jobs.Sum(job => job.Leased));
        Overall("mandel_frames_demanded", "{frame}", "Frames that workers asked for last and did not get: what devices could take at once", _ => tally.Demand);
        Overall("mandel_frames_per_second", "{frame}/s", "Frames finished per second over the last seconds", jobs => jobs.Sum(job => job.FramesPerSecond));
        PerJob("mandel_job_frames_wanted", "{frame}", "Frames that a job was asked for", job => job.Selected);
        PerJob("mandel_job_frames_done", "{frame}", "Finished frames of a job", job => job.Done);
        PerJob("mandel_job_frames_failed", "{frame}", "Frames of a job that failed and are tried again", job => job.Failed);
        PerJob("mandel_job_frames_quarantined", "{frame}", "Frames of a job that failed too often", job => job.Quarantined);
        PerJob("mandel_job_frames_leased", "{frame}", "Frames of a job that workers hold", job => job.Leased);
        PerJob("mandel_job_frames_per_second", "{frame}/s", "Frames of a job finished per second over the last seconds", job => job.FramesPerSecond);
    }

    private void AddFrames(FarmTally tally)
    {
        Counter("mandel_frames_requested_total", "{frame}", "Frames that workers asked for", () => tally.Totals.Requested);
        Counter("mandel_frames_granted_total", "{frame}", "Frames that were given to workers", () => tally.Totals.Granted);
        Counter("mandel_frames_completed_total", "{frame}", "Frames that were committed", () => tally.Totals.Completed);
        Counter("mandel_frames_failed_total", "{attempt}", "Attempts at frames that failed", () => tally.Totals.Failed);
        Counter("mandel_frames_quarantined_total", "{frame}", "Frames that were set aside because they failed too often", () => tally.Totals.Quarantined);
        Counter("mandel_frames_disputed_total", "{frame}", "Frames that came out with other bytes on the same kind of device: alarms", () => tally.Totals.Disputed);
        Counter("mandel_stale_attempts_total", "{attempt}", "Results that were turned away because their attempt was not current any more", () => tally.Totals.Stale);
        Counter("mandel_frames_retried_total", "{frame}", "Frames that were granted again", "reason", () => tally.Retries.Select(retry => (retry.Reason.ToString().ToLowerInvariant(), (double)retry.Count)));
    }

    private void AddDevices(FarmTally tally)
    {
        WhileLeading("mandel_nodes", "{node}", "Nodes that are in the farm", () => [new Measurement<double>(tally.Nodes.Nodes.Count)]);
        WhileLeading("mandel_devices", "{device}", "Devices that are in the farm, ready or lost", () => DeviceStates.Select(state =>
            Labelled(tally.Nodes.Nodes.Sum(node => node.Devices.Count(device => device.State == state)), "state", state)));
        WhileLeading("mandel_device_leases", "{frame}", "Frames that a device holds", () => tally.Devices.Select(device => Labelled(device.Leases, "device", device.Device.Value)));
        WhileLeading("mandel_device_occupancy_ratio", "1", "The share of the last minute that a device computed, 0 to 1", () => tally.Devices.Select(device => Labelled(device.Occupancy, "device", device.Device.Value)));
        Counter("mandel_nodes_joined_total", "{node}", "Nodes that joined, again after each start of theirs", () => tally.Totals.Joined);
        Counter("mandel_device_busy_seconds_total", "s", "How long a device computed frames that were committed, since it joined", "device", () => tally.Devices.Select(device => (device.Device.Value, device.BusySeconds)));
    }

    private void AddTraffic(TransferTally transfers, RefusalTally refusals)
    {
        Counter("mandel_link_messages_total", "{message}", "Messages over the links of nodes", "direction", () => [("received", LinkTraffic.Received.Messages), ("sent", LinkTraffic.Sent.Messages)]);
        Counter("mandel_link_bytes_total", "By", "Bytes over the links of nodes", "direction", () => [("received", LinkTraffic.Received.Bytes), ("sent", LinkTraffic.Sent.Bytes)]);
        Counter("mandel_transfers_total", "{request}", "Requests that handed in a part of a frame, by what came of them", "outcome", () => transfers.Outcomes.Select(entry => (entry.Outcome, (double)entry.Count)));
        Counter("mandel_transfer_bytes_total", "By", "Bytes of frames that nodes handed in", () => transfers.Bytes);
        Counter("mandel_requests_refused_total", "{request}", "Requests that were refused before an endpoint saw them, and handshakes that failed", "reason", () => refusals.Counts.Select(entry => (entry.Reason, (double)entry.Count)));
        var took = _meter.CreateHistogram("mandel_transfer_seconds", "s", "From the headers of a part of a frame until it was verified on disk", tags: null, TransferBounds);
        transfers.Taken = time => took.Record(time.TotalSeconds);
    }

    private static double Pending(JobView job) => Math.Max(0, job.Selected - job.Done - job.Leased - job.Quarantined);

    private void Gauge(string name, string? unit, string description, Func<IEnumerable<Measurement<double>>> values) =>
        _meter.CreateObservableGauge(name, values, unit, description);

    private void WhileLeading(string name, string unit, string description, Func<IEnumerable<Measurement<double>>> values) =>
        Gauge(name, unit, description, () => _seed.Leads ? values() : []);

    private void PerJob(string name, string unit, string description, Func<JobView, double> value) =>
        Gauge(name, unit, description, () => (Running() ?? []).Select(job => Labelled(value(job), "job", job.JobId)));

    private void Overall(string name, string unit, string description, Func<IReadOnlyList<JobView>, double> value) =>
        Gauge(name, unit, description, () => Running() is { } jobs ? [new Measurement<double>(value(jobs))] : []);

    private void Counter(string name, string unit, string description, Func<double> value) => _meter.CreateObservableCounter(name, value, unit, description);

    private void Counter(string name, string unit, string description, string label, Func<IEnumerable<(string Label, double Value)>> values) =>
        _meter.CreateObservableCounter(name, () => values().Select(entry => Labelled(entry.Value, label, entry.Label)), unit, description);

    private static Measurement<double> Labelled(double value, string label, string text) => new(value, new KeyValuePair<string, object?>(label, text));

    /// <summary>Jobs that are over are left out: a farm that runs for years would otherwise measure more with every job. Null while this seed does not lead.</summary>
    private IReadOnlyList<JobView>? Running() => _seed.Current is { } term ? [.. term.Board.All().Where(job => !job.IsOver)] : null;
}
