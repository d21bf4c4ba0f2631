namespace MandelActors.Actors.Persistence;

/// <summary>The history has been replayed; the next message is a command. The actor may persist in its handler.</summary>
public sealed class RecoveryCompleted
{
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }
}
