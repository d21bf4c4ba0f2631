namespace MandelActors.Kernels.Pictures;

/// <summary>The place of the number of thresholds that λ · contrast reaches; the interior's where that is no number.</summary>
/// <param name="Contrast">What λ is multiplied by.</param>
/// <param name="Thresholds">Rising, one less than entries, then NaN.</param>
/// <param name="Places">The index for every number of thresholds that may be reached, then the interior's.</param>
/// <param name="Reached">For every cell of a grid over the thresholds, how many of them lie in cells before it.</param>
/// <param name="CellsPerUnit">Cells from the first threshold on: ⌊(λ · contrast − first threshold) · this⌋, within the grid.</param>
public sealed record ExponentRule(int Entries, double Contrast, double[] Thresholds, int[] Places, int[] Reached, double CellsPerUnit) : IndexRule(Entries);
