using MandelActors.Farm.Local;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Seeds.Registry;

/// <summary>One job on the board.</summary>
internal sealed class JobPosting
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private RecentRate _rate;
    private TaskCompletionSource _changed = NewPromise();
    private RegisteredJob _entry;
    private JobStatus? _status;
    private string? _trouble;
    private string? _waits;
    private bool _isFailed;

    public JobPosting(RegisteredJob entry, TimeProvider time) => (_entry, _time, _rate) = (entry, time, new RecentRate(time));

    /// <summary>Ends with the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    public RegisteredJob Entry
    {
        get
        {
            lock (_lock) return _entry;
        }
    }

    public void Update(RegisteredJob entry) => Change(() =>
    {
        _entry = entry;
        (_trouble, _isFailed) = (null, false);
        // What a former life said of itself is not true of the next one.
        if (entry.Outcome is null) (_status, _waits, _rate) = (null, null, new RecentRate(_time));
    });

    /// <summary>The job goes on as it does, and something it was taken on with is different now.</summary>
    public void Correct(RegisteredJob entry) => Change(() => _entry = entry);

    public void Wait(string? why) => Change(() => _waits = why);

    public void Update(JobStatus status) => Change(() =>
    {
        _status = status;
        (_trouble, _isFailed) = (null, false);
        _rate.Update(status.Devices.Sum(device => device.Frames));
    });

    public void Complain(string reason, bool isFailed) => Change(() => (_trouble, _isFailed) = (reason, isFailed));

    public JobView View()
    {
        lock (_lock)
        {
            var view = Basic(_entry) with { Reason = _trouble };
            if (_entry.Outcome is { } outcome) return Ended(view, outcome);
            if (_status is null) return _isFailed ? view with { State = "failed", Stage = "stuck" } : view;
            return Running(view, _status);
        }
    }

    private static JobView Basic(RegisteredJob entry)
    {
        var order = entry.Order;
        return new JobView(entry.Job.Value, order.Name, order.Kind, "opening", "opening", order.FrameCount, order.LastFrame - order.FirstFrame + 1, 0)
        {
            Priority = entry.Priority,
            RequireTags = order.RequireTags,
            MaxDevices = order.MaxDevices,
            SubmittedAt = entry.At,
        };
    }

    private JobView Ended(JobView view, JobOutcome outcome) => view with
    {
        State = Word(outcome.End),
        Stage = Word(JobStage.Finished),
        Done = outcome.Done,
        Quarantined = outcome.Quarantined,
        FrameBytes = outcome.FrameBytes,
        Reason = outcome.Reason,
        Film = outcome.Film?.File,
        FilmBytes = outcome.Film?.Bytes ?? 0,
        Disputes = _status?.Disputes ?? 0,
        LateAttempts = _status?.LateAttempts ?? 0,
        Devices = DevicesOf(outcome.Devices ?? _status?.Contributions),
        Warnings = _status?.Warnings ?? [],
    };

    private JobView Running(JobView view, JobStatus status)
    {
        double rate = _rate.Now(status.Devices.Sum(device => device.Frames));
        int left = status.Selected - status.SelectedDone - status.QuarantinedSelected;
        return view with
        {
            State = _isFailed ? "failed" : StateOf(status),
            Stage = Word(status.Stage),
            Selected = status.Selected,
            Done = status.SelectedDone,
            Leased = status.Leased,
            Failed = status.Failed,
            Quarantined = status.QuarantinedSelected,
            LateAttempts = status.LateAttempts,
            Disputes = status.Disputes,
            FrameBytes = status.FrameBytes,
            StageDone = status.StageDone,
            StageTotal = status.StageTotal,
            FramesPerSecond = rate,
            RemainingSeconds = rate > 0 && left > 0 && status.Phase == JobPhase.Running ? left / rate : null,
            Reason = _trouble ?? status.Reason,
            Film = status.Film?.File,
            FilmBytes = status.Film?.Bytes ?? 0,
            Devices = DevicesOf(status.Contributions),
            Waits = status is { Phase: JobPhase.Running, Stage: JobStage.Rendering } ? _waits : null,
            Warnings = status.Warnings,
        };
    }

    // A job ends when the registry says so: until then it is still busy with its last words.
    private static string StateOf(JobStatus status) => status switch
    {
        { Phase: JobPhase.Paused } => "paused",
        { Stage: JobStage.Opening } => "opening",
        _ => "running",
    };

    private static IReadOnlyList<JobDevice> DevicesOf(IReadOnlyList<DeviceShare>? shares) =>
        [.. (shares ?? []).Select(share => new JobDevice(share.Device.Value, share.Frames, share.Milliseconds, share.Failures) { SetAside = share.SetAside })];

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private void Change(Action change)
    {
        TaskCompletionSource promise;
        lock (_lock)
        {
            change();
            (promise, _changed) = (_changed, NewPromise());
        }

        promise.SetResult();
    }

    private static TaskCompletionSource NewPromise() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
