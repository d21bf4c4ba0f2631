using System.Text.RegularExpressions;
using MandelActors.DeployTests.Harness;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>The Dockerfile, against what it is built from and what others expect of it.</summary>
public sealed partial class ContainerImageTests
{
    private static readonly string Dockerfile = File.ReadAllText(DeployFolder.Combine("container", "Dockerfile"));

    private static readonly string[] Ignored = File.ReadAllLines(DeployFolder.Combine("container", "Dockerfile.dockerignore"));

    /// <summary>Everything is left out but what is named; what is named is there, and everything that the build reads is named.</summary>
    [Fact]
    public void The_context_holds_what_the_build_needs()
    {
        Ignored.ShouldContain("*");
        string[] let = [.. Ignored.Where(line => line.StartsWith('!')).Select(line => line[1..])];
        let.Where(path => !Path.Exists(RepositoryRoot.Combine(path))).ShouldBeEmpty();
        foreach (string needed in (string[])["src", "hocon", "scenes", "Directory.Build.props", "Directory.Packages.props", "global.json", "NuGet.config"]) let.ShouldContain(needed);
    }

    [Fact]
    public void The_sdk_is_the_one_of_the_sources()
    {
        string version = SdkVersion().Match(File.ReadAllText(RepositoryRoot.Combine("global.json"))).Groups[1].Value;
        Dockerfile.ShouldContain($"dotnet/sdk:{version}-");
        Dockerfile.ShouldContain($"dotnet/runtime-deps:{version}-");
    }

    [Fact]
    public void It_runs_the_program_as_somebody_who_is_not_root()
    {
        Dockerfile.ShouldContain("ENTRYPOINT [\"/opt/mandel/mandel\"]");
        Dockerfile.ShouldContain("-o /opt/mandel ");
        Dockerfile.ShouldContain("USER $APP_UID");
    }

    [Theory]
    [InlineData("ffmpeg")]
    [InlineData("ocl-icd-libopencl1")]
    [InlineData("curl")]
    public void It_has_what_the_program_and_its_checks_use(string package) => Dockerfile.ShouldMatch($@"apt-get install [^\n]* {package}\b");

    [GeneratedRegex(@"""version"": ""(\d+\.\d+)\.")]
    private static partial Regex SdkVersion();
}
