using System.Text.Json.Nodes;
using MandelActors.DeployTests.Harness;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>What every container of the Kubernetes manifests keeps to.</summary>
public sealed class KubernetesHardeningTests
{
    [Fact]
    public void No_container_is_root_or_can_become_it()
    {
        Manifest.Workloads.Count().ShouldBe(3);
        foreach (Manifest workload in Manifest.Workloads)
        {
            workload.Pod.Text("securityContext.runAsNonRoot").ShouldBe("true", workload.ToString());
            workload.Pod.Text("securityContext.seccompProfile.type").ShouldBe("RuntimeDefault", workload.ToString());
            workload.Pod.Text("automountServiceAccountToken").ShouldBe("false", workload.ToString());
            foreach (JsonNode container in workload.Containers)
            {
                container.Text("securityContext.allowPrivilegeEscalation").ShouldBe("false", workload.ToString());
                container.Text("securityContext.readOnlyRootFilesystem").ShouldBe("true", workload.ToString());
                container.List("securityContext.capabilities.drop").Select(capability => capability.ToString()).ShouldBe(["ALL"], workload.ToString());
            }
        }
    }

    [Fact]
    public void Every_container_says_what_it_needs()
    {
        foreach (JsonNode container in Manifest.Workloads.SelectMany(workload => workload.Containers))
        {
            container.At("resources.requests.cpu").ShouldNotBeNull(container.Text("name"));
            container.At("resources.requests.memory").ShouldNotBeNull(container.Text("name"));
            container.At("resources.limits.memory").ShouldNotBeNull(container.Text("name"));
        }
    }

    [Fact]
    public void Images_are_pinned_or_named_in_the_kustomization()
    {
        string[] named = [.. YamlFile.Read(DeployFolder.Combine("kubernetes", "base", "kustomization.yaml")).Single().List("images").Select(image => image.Text("name"))];
        foreach (string image in Manifest.Workloads.SelectMany(workload => workload.Containers).Select(container => container.Text("image")))
            (named.Contains(image) || image.Split(':') is [_, not "latest"]).ShouldBeTrue(image);
    }

    /// <summary>Numbers and truth values are no texts, and what Kubernetes calls a text is none of them.</summary>
    [Fact]
    public void Environment_and_arguments_are_texts()
    {
        foreach (JsonNode container in Manifest.Workloads.SelectMany(workload => workload.Containers))
        {
            IEnumerable<JsonNode> texts = container.List("args").Concat(container.List("env").Select(variable => variable.At("value")).OfType<JsonNode>());
            texts.Where(text => text.GetValueKind() != System.Text.Json.JsonValueKind.String).ShouldBeEmpty();
        }
    }

    [SkippableTheory]
    [InlineData("base")]
    [InlineData("scaling")]
    public void Kustomize_puts_them_together(string folder)
    {
        Skip.If(Lacking.Kustomize is not null, Lacking.Kustomize);
        using TemporaryFolder home = new();
        DeployFolder.CopyTo(home.Path);
        ToolRun.Of("bash", home.Combine("secrets.sh"), home.Combine("kubernetes", "base", "secrets")).ShouldBeClean();

        ToolRun built = ToolRun.Of("kubectl", "kustomize", home.Combine("kubernetes", folder));

        built.ShouldBeClean();
        IReadOnlyList<JsonNode> objects = YamlFile.Parse(built.Output);
        JsonNode nodes = objects.Single(node => node.Text("kind") == "Deployment");
        nodes.At("spec").List("template.spec.containers").Single().Text("image").ShouldStartWith("registry.example.org/mandel:");
        (nodes.At("spec.replicas") is null).ShouldBe(folder == "scaling");
        objects.Count(node => node.Text("kind") == "Secret").ShouldBe(4);
    }
}
