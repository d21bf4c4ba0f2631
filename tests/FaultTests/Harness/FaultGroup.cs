namespace MandelActors.FaultTests.Harness;

/// <summary>All fault tests: one after the other, with the same undisturbed runs to compare with.</summary>
[CollectionDefinition(Name)]
public sealed class FaultGroup : ICollectionFixture<GoldenFilms>
{
    public const string Name = "faults";
}
