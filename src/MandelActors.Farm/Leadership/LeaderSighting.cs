namespace MandelActors.Farm.Leadership;

/// <summary>What a look into the database shows of who leads.</summary>
/// <param name="Epoch">The term; 0 before the first.</param>
/// <param name="Beat">Goes up with each renewal.</param>
/// <param name="Leader">Whose term it is; null when its leader has given the lead back.</param>
/// <param name="LockHolder">The server's process that holds the lock; null if nobody has it.</param>
internal sealed record LeaderSighting(long Epoch, long Beat, SeedIdentity? Leader, int? LockHolder);
