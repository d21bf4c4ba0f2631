namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>Which steps of an orbit are averaged.</summary>
public enum LyapunovSum
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>As many as make whole periods of the sequence, so that every letter counts equally often.</summary>
    Periods,
}
