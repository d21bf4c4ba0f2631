using MandelActors.DeployTests.Harness;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>What <c>deploy/secrets.sh</c> makes.</summary>
public sealed class SecretsTests
{
    [Fact]
    public void Each_token_is_in_the_seeds_list_with_its_role()
    {
        string[] lines = DeployFolder.Secrets["tokens"].Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.ShouldBe(((string[])["submit", "work", "read"]).Select(role => $"{role} {DeployFolder.Secrets[$"{role}-token"]}"), ignoreOrder: true);
        lines.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void PostgreSQLs_password_is_the_same_for_server_and_clients() =>
        DeployFolder.Secrets["pgpass"].ShouldBe($"*:*:*:*:{DeployFolder.Secrets["postgres-password"]}");

    [Fact]
    public void What_is_there_stays_as_it_is()
    {
        using TemporaryFolder home = new();
        string script = DeployFolder.Combine("secrets.sh");
        ToolRun.Of("bash", script, home.Path).ShouldBeClean();
        string token = File.ReadAllText(home.Combine("work-token"));
        File.Delete(home.Combine("read-token"));

        ToolRun.Of("bash", script, home.Path).ShouldBeClean();

        File.ReadAllText(home.Combine("work-token")).ShouldBe(token);
        File.ReadAllLines(home.Combine("tokens")).ShouldContain($"read {File.ReadAllText(home.Combine("read-token"))}");
    }

    [Fact]
    public void Nobody_else_gets_into_the_folder()
    {
        using TemporaryFolder home = new();
        string folder = home.Combine("secrets");

        ToolRun.Of("bash", DeployFolder.Combine("secrets.sh"), folder).ShouldBeClean();

        ToolRun.Of("stat", "-c", "%a", folder).Output.Trim().ShouldBe("700");
    }
}
