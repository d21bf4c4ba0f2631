namespace MandelActors.Actors.Persistence.Sql;

/// <summary>How a journal in a server's database can be recognised, and whose it is.</summary>
/// <param name="Place">Where it was found: database and server, nothing secret.</param>
/// <param name="Id">Its own, which goes with its data from server to server; null as long as nobody owns it.</param>
/// <param name="Owner">What its owner can be recognised by; null as long as nobody owns it.</param>
/// <param name="OwnerPlace">Where its owner was when it last came; null as long as nobody owns it.</param>
/// <param name="HasEvents">Whether it ever took an event.</param>
public sealed record JournalIdentity(string Place, string? Id, string? Owner, string? OwnerPlace, bool HasEvents);
