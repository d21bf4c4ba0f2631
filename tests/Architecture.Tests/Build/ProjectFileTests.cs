using MandelActors.Testing;

namespace MandelActors.Architecture.Tests.Build;

public class ProjectFileTests
{
    public static TheoryData<string> Projects { get; } = new(
        new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/')));

    [Fact]
    public void Projects_are_found_at_all() => Projects.Count.ShouldBeGreaterThanOrEqualTo(18);

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_solution_holds(string project)
    {
        string solution = File.ReadAllText(RepositoryRoot.Combine("MandelActors.sln")).Replace('\\', '/');
        solution.ShouldContain($"\"{project}\"");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_lock_file_pins_what_is_restored_for(string project) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(RepositoryRoot.Combine(project))!, "packages.lock.json")).ShouldBeTrue();
}
