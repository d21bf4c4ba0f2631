namespace MandelActors.Farm.Transport;

/// <summary>Which seed a node works for now: set by whoever keeps the link, read by whoever hands frames in. Thread-safe.</summary>
public sealed class SeedAddress
{
    private volatile Uri? _current;

    /// <summary>The seed's root; null while there is no link.</summary>
    public Uri? Current
    {
        get => _current;
        set => _current = value;
    }
}
