namespace MandelActors.Kernels.Pictures;

/// <summary>How a number of a field becomes an index of a table of colours, in whole numbers and correctly rounded operations on doubles: the same bits on every device.</summary>
/// <param name="Entries">Indices below the interior's, which is this.</param>
public abstract record IndexRule(int Entries);
