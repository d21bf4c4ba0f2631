namespace MandelActors.Protocol.Api;

/// <summary>A device of a node.</summary>
/// <param name="Device">Node and device, <c>rack1/opencl:0:0</c>.</param>
/// <param name="Kind">Devices of one kind make the same bytes.</param>
/// <param name="Name">What its maker calls it.</param>
/// <param name="State"><c>ready</c>, or <c>lost</c>.</param>
public sealed record NodeDeviceView(string Device, string Kind, string Name, string State)
{
    /// <summary>Why it is lost; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Jobs it works for now.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];
}
