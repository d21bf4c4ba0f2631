namespace MandelActors.FaultTests.Harness;

/// <summary>Which tests run when: <c>./build.sh test</c> leaves the long ones out, <c>dotnet test tests/FaultTests</c> runs all.</summary>
internal static class Selection
{
    /// <summary>Name of the trait.</summary>
    public const string Trait = "Selection";

    /// <summary>Takes long, and a shorter test makes much the same claim.</summary>
    public const string Long = "Long";
}
