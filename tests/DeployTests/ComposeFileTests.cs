using System.Text.Json.Nodes;
using MandelActors.DeployTests.Harness;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>The compose file's names all mean something.</summary>
public sealed class ComposeFileTests
{
    private static readonly JsonNode Compose = YamlFile.Read(DeployFolder.Combine("compose", "compose.yaml")).Single();

    private static readonly JsonObject Services = Compose.At("services")!.AsObject();

    [Fact]
    public void There_are_a_database_two_seeds_and_nodes() =>
        Services.Select(service => service.Key).ShouldBe(["postgres", "seed-1", "seed-2", "gpu", "cpu"], ignoreOrder: true);

    [Fact]
    public void Volumes_and_secrets_are_declared_and_used()
    {
        Used(service => service.List("volumes").Select(volume => volume.ToString().Split(':')[0])).ShouldBe(Keys("volumes"), ignoreOrder: true);
        Used(service => service.List("secrets").Select(secret => secret.ToString())).ShouldBe(Keys("secrets"), ignoreOrder: true);
    }

    [Fact]
    public void Secrets_are_files_that_are_made()
    {
        foreach ((string name, JsonNode? secret) in Compose.At("secrets")!.AsObject())
        {
            secret.Text("file").ShouldBe($"secrets/{name}");
            DeployFolder.Secrets.Keys.ShouldContain(name);
        }
    }

    [Fact]
    public void Files_of_secrets_that_are_read_are_there()
    {
        const string folder = "/run/secrets/";
        foreach ((string name, JsonNode? service) in Services)
        {
            string[] there = [.. service.List("secrets").Select(secret => folder + secret)];
            IEnumerable<string> read = Words(service).SelectMany(word => word.Split('=', ';')).Where(word => word.StartsWith(folder, StringComparison.Ordinal));
            read.Distinct().ShouldBe(there, ignoreOrder: true, name);
        }
    }

    [Fact]
    public void Addresses_are_those_of_services()
    {
        string[] hosts =
        [
            .. from service in Services
               from word in Words(service.Value)
               from address in word.Split(',')
               where address.StartsWith("http://", StringComparison.Ordinal)
               select new Uri(address).Host,
            .. from service in Services
               from word in Words(service.Value)
               where word.StartsWith("Host=", StringComparison.Ordinal)
               select word.Split(';')[0]["Host=".Length..],
        ];
        hosts.ShouldContain("postgres");
        hosts.Except(Services.Select(service => service.Key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("seed-1")]
    [InlineData("seed-2")]
    public void A_seed_is_healthy_when_it_is_ready(string name)
    {
        Services[name].List("healthcheck.test").Last().ToString().ShouldBe($"http://127.0.0.1:7414{ApiRoutes.Ready}");
        Words(Services[name]).ShouldContain($"http://{name}:7414");
        Services[name].Text("depends_on.postgres.condition").ShouldBe("service_healthy");
        Services["postgres"].At("healthcheck.test").ShouldNotBeNull();
    }

    [Fact]
    public void The_image_is_built_from_a_file_that_is_there()
    {
        JsonNode build = Services["seed-1"].At("build")!;
        string context = Path.GetFullPath(DeployFolder.Combine("compose", build.Text("context")));
        context.ShouldBe(RepositoryRoot.Path);
        File.Exists(Path.Combine(context, build.Text("dockerfile"))).ShouldBeTrue();
    }

    [SkippableFact]
    public void Docker_understands_it()
    {
        Skip.If(Lacking.Compose is not null, Lacking.Compose);
        using TemporaryFolder home = new();
        DeployFolder.CopyTo(home.Path);
        ToolRun.Of("bash", home.Combine("secrets.sh"), home.Combine("compose", "secrets")).ShouldBeClean();

        ToolRun.Of("docker", "compose", "-f", home.Combine("compose", "compose.yaml"), "--profile", "gpu", "--profile", "cpu", "config", "--quiet").ShouldBeClean();
    }

    private static IEnumerable<string> Keys(string section) => Compose.At(section)!.AsObject().Select(entry => entry.Key);

    private static IEnumerable<string> Used(Func<JsonNode?, IEnumerable<string>> names) => Services.SelectMany(service => names(service.Value)).Distinct();

    private static IEnumerable<string> Words(JsonNode? service) => service.List("command").Select(word => word.ToString()).Concat(service.Labels("environment").Values);
}
