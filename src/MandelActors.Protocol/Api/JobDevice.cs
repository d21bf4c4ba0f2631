namespace MandelActors.Protocol.Api;

/// <summary>What one device did for a job.</summary>
/// <param name="Device">Node and device, <c>rack1/opencl:0:0</c>.</param>
/// <param name="Milliseconds">Time its frames took, from the start of rendering until they were handed in; frames overlap.</param>
/// <param name="Failures">Tries that failed.</param>
public sealed record JobDevice(string Device, int Frames, long Milliseconds, int Failures)
{
    /// <summary>Why the job gives it no more frames; null while it does.</summary>
    public string? SetAside { get; init; }
}
