using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>Whose turn it is on each device of a node: one worker at a time, frame by frame, by priority, then by fair share.</summary>
/// <remarks>
/// Among jobs of equal priority the one that had the fewest turns on any device goes next. A job that joins late starts with as many turns
/// as the job that had fewest, so that it gets its share from now on and no more.
/// </remarks>
/// <typeparam name="TWorker">What names a worker; compared by equality.</typeparam>
public sealed class DeviceBoard<TWorker>
    where TWorker : notnull
{
    private readonly Dictionary<DeviceId, Turns> _devices = [];
    private readonly Dictionary<JobId, JobShare> _jobs = [];

    /// <summary>Lets a job take part; one that does already keeps its turns and has another priority from now on.</summary>
    public void AddJob(JobId job, int priority)
    {
        if (_jobs.TryGetValue(job, out var known)) known.Priority = priority;
        else _jobs[job] = new JobShare(priority) { Turns = _jobs.Count == 0 ? 0 : _jobs.Values.Min(share => share.Turns) };
    }

    public void RemoveJob(JobId job)
    {
        _jobs.Remove(job);
        foreach (var turns in _devices.Values) turns.Waiting.RemoveAll(waiting => waiting.Job == job);
    }

    /// <summary>A worker wants the device.</summary>
    /// <returns>Who may use it now: the asking worker, or nobody while another has it.</returns>
    public bool TryGrant(DeviceId device, JobId job, TWorker worker, out TWorker granted)
    {
        var turns = TurnsOf(device);
        if (!turns.Waiting.Exists(waiting => waiting.Worker.Equals(worker))) turns.Waiting.Add((job, worker));
        return TryNext(turns, out granted);
    }

    /// <summary>A worker is done with the device, or gone.</summary>
    /// <returns>Whether somebody else may use it now.</returns>
    public bool TryReturn(DeviceId device, TWorker worker, out TWorker granted)
    {
        var turns = TurnsOf(device);
        turns.Waiting.RemoveAll(waiting => waiting.Worker.Equals(worker));
        if (turns.IsHeld && turns.Holder!.Equals(worker)) turns.IsHeld = false;
        return TryNext(turns, out granted);
    }

    /// <summary>A worker is done with the device and wants it again, in one step: else whoever waits would go first, however urgent this one's job is.</summary>
    /// <returns>Whether somebody may use it now, this worker or another.</returns>
    public bool TryPass(DeviceId device, JobId job, TWorker worker, out TWorker granted)
    {
        var turns = TurnsOf(device);
        if (turns.IsHeld && turns.Holder!.Equals(worker)) turns.IsHeld = false;
        return TryGrant(device, job, worker, out granted);
    }

    private bool TryNext(Turns turns, out TWorker granted)
    {
        granted = default!;
        if (turns.IsHeld || turns.Waiting.Count == 0) return false;
        int next = 0;
        for (int i = 1; i < turns.Waiting.Count; i++)
            if (Share(turns.Waiting[i].Job).Precedes(Share(turns.Waiting[next].Job))) next = i;
        var (job, worker) = turns.Waiting[next];
        turns.Waiting.RemoveAt(next);
        Share(job).Turns++;
        (turns.IsHeld, turns.Holder, granted) = (true, worker, worker);
        return true;
    }

    // A worker may ask on behalf of a job that was just removed; it gets its last turn as an ordinary job would.
    private JobShare Share(JobId job) => _jobs.TryGetValue(job, out var share) ? share : new JobShare(0);

    private Turns TurnsOf(DeviceId device)
    {
        if (!_devices.TryGetValue(device, out var turns)) _devices[device] = turns = new Turns();
        return turns;
    }

    private sealed class Turns
    {
        public bool IsHeld { get; set; }

        public TWorker? Holder { get; set; }

        public List<(JobId Job, TWorker Worker)> Waiting { get; } = [];
    }

    private sealed class JobShare(int priority)
    {
        public long Turns { get; set; }

        public bool Precedes(JobShare other) => Priority != other.Priority ? Priority > other.Priority : Turns < other.Turns;

        public int Priority { get; set; } = priority;
    }
}
