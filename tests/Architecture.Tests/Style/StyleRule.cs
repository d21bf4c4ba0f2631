namespace MandelActors.Architecture.Tests.Style;

/// <summary>Something every source file keeps to, with a sample that breaks it, so that a rule which cannot fail is noticed.</summary>
/// <param name="Claim">The rule as a sentence.</param>
/// <param name="Applies">Which files it is about.</param>
/// <param name="Faults">What breaks it in a file; empty if nothing.</param>
/// <param name="Bad">A file that breaks it.</param>
/// <param name="Good">A file close to the bad one that keeps it.</param>
internal sealed record StyleRule(
    string Claim, Func<SourceFile, bool> Applies, Func<SourceFile, IEnumerable<string>> Faults, SourceFile Bad, SourceFile Good)
{
    public override string ToString() => Claim;
}
