namespace MandelActors.Kernels.Pictures;

/// <summary>A look-up by whole count: the entry of max(n − 2, 1), and of the last one beyond the table; interior where the count is not finite.</summary>
/// <param name="Table">An index for every count from 0.</param>
public sealed record TableRule(int Entries, byte[] Table) : IndexRule(Entries);
