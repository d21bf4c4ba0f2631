using MandelActors.Farm.Leadership;
using MandelActors.Farm.Seeds.Http;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds;

/// <summary>What this seed is at the moment: the leader, with all that belongs to it, or one that stands by. Thread-safe.</summary>
internal sealed class SeedState
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private volatile SeedTerm? _term;
    private volatile Func<bool> _lasts = () => true;
    private volatile SeedIdentity? _leader;

    public bool Leads => _term is not null && _lasts();

    /// <summary>Who leads, if it is somebody else and known.</summary>
    public SeedIdentity? Leader => _leader;

    /// <summary>The coordinator of this process; null while it does not lead.</summary>
    public IActorRef? Coordinator => _term?.Coordinator;

    /// <summary>All that belongs to a leader.</summary>
    /// <exception cref="RefusedException">This seed does not lead, or not yet.</exception>
    public SeedTerm Term => (_lasts() ? _term : null) ?? throw new RefusedException(StatusCodes.Status503ServiceUnavailable, "this seed does not lead at the moment; ask again") { RetryAfter = AskAgain };

    /// <summary>Terms of this seed so far.</summary>
    public int Terms { get; private set; }

    /// <summary>All that belongs to a leader; null while this seed does not lead.</summary>
    public SeedTerm? Current => _lasts() ? _term : null;

    /// <summary>From here on this seed leads.</summary>
    /// <param name="lasts">Whether the lead lasts: a lease may run out before anybody is told.</param>
    public void Lead(SeedTerm term, Func<bool> lasts)
    {
        (_leader, _lasts, _term) = (null, lasts, term);
        Terms++;
    }

    public void Follow(SeedIdentity? leader) => (_term, _leader) = (null, leader);
}
