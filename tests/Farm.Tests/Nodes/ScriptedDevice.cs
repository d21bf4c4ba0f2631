using MandelActors.Fractals;
using MandelActors.Kernels;

namespace MandelActors.Farm.Tests.Nodes;

/// <summary>A device broken on purpose: the real processor, with a script that may throw before a field or spoil it afterwards.</summary>
internal sealed class ScriptedDevice : IDevice
{
    private readonly CpuDevice _real = new();
    private int _calls;

    /// <summary>Called before each field with its number, from 1, and its view.</summary>
    public Action<int, View> Before { get; init; } = (_, _) => { };

    /// <summary>Called after each field with its view and the field.</summary>
    public Action<View, Span<double>> After { get; init; } = (_, _) => { };

    /// <summary>The first field that it computes until it is told to stop; the same is true of those after it.</summary>
    public int EndlessFrom { get; init; } = int.MaxValue;

    public string Id { get; init; } = "cpu";

    public int Calls => _calls;

    public DeviceInfo Info => _real.Info with { Id = Id };

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        int call = Interlocked.Increment(ref _calls);
        Before(call, task.View);
        if (call >= EndlessFrom) cancellationToken.WaitHandle.WaitOne();
        var statistics = _real.Render(task, field, cancellationToken);
        After(task.View, field);
        return statistics;
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) =>
        _real.Render(task, field, cancellationToken);

    public void Dispose() => _real.Dispose();
}
