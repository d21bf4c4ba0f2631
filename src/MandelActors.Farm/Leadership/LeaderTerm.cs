namespace MandelActors.Farm.Leadership;

/// <summary>A term of this seed: it leads while its last renewal was begun less than the lease ago.</summary>
/// <param name="renewedAt">Just before the term was begun, as a timestamp.</param>
/// <param name="lease">Ends before anybody else may lead.</param>
internal sealed class LeaderTerm(long epoch, long renewedAt, TimeSpan lease, TimeProvider time)
{
    private long _renewedAt = renewedAt;
    private int _ended;

    public LeadershipState.Leading State { get; } = new(epoch);

    public bool IsOver => Volatile.Read(ref _ended) == 1 || Left <= TimeSpan.Zero;

    /// <summary>What is left of the lease.</summary>
    public TimeSpan Left => lease - time.GetElapsedTime(Volatile.Read(ref _renewedAt));

    /// <summary>Ends the term.</summary>
    /// <returns>False if it was ended before.</returns>
    public bool End() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <param name="begun">When the renewal was sent, as a timestamp; what counts is when it can have taken effect at the earliest.</param>
    /// <returns>False if the lease had run out before it was renewed: a term that is over stays over.</returns>
    public bool TryRenew(long begun)
    {
        if (IsOver) return false;
        Volatile.Write(ref _renewedAt, begun);
        return !IsOver;
    }
}
