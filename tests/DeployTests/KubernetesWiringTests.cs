using System.Text.Json.Nodes;
using MandelActors.DeployTests.Harness;
using MandelActors.Protocol.Api;

namespace MandelActors.DeployTests;

/// <summary>What the Kubernetes manifests say of each other is so: names, labels, ports, paths.</summary>
public sealed class KubernetesWiringTests
{
    private const string SecretsFolder = "/run/secrets/mandel";

    [Fact]
    public void Every_file_is_applied_and_every_applied_file_is_there()
    {
        foreach (string folder in (string[])["base", "scaling"])
        {
            string[] there = [.. Directory.EnumerateFiles(DeployFolder.Combine("kubernetes", folder), "*.yaml").Select(Path.GetFileName).Where(name => name != "kustomization.yaml")!];
            Kustomization(folder).List("resources").Select(resource => resource.ToString()).Where(resource => !resource.StartsWith("..", StringComparison.Ordinal))
                .ShouldBe(there, ignoreOrder: true);
        }
    }

    [Fact]
    public void Objects_have_names_of_their_own() =>
        Manifest.All.Select(manifest => $"{manifest.Node.Text("apiVersion")} {manifest.Kind} {manifest.Name}").ShouldBeUnique();

    [Fact]
    public void Every_selector_finds_pods()
    {
        foreach (Manifest manifest in Manifest.All.Where(manifest => manifest.Kind is "StatefulSet" or "Deployment" or "PodDisruptionBudget"))
            Manifest.WithPods(manifest.Node.Labels("spec.selector.matchLabels")).Count.ShouldBe(1, manifest.ToString());
        foreach (Manifest service in Manifest.Of("Service")) Manifest.WithPods(service.Node.Labels("spec.selector")).Count.ShouldBe(1, service.ToString());
        foreach (Manifest policy in Manifest.Of("NetworkPolicy"))
            Manifest.WithPods(policy.Node.Labels("spec.podSelector.matchLabels")).Count.ShouldBe(1, policy.ToString());
    }

    [Fact]
    public void Every_workload_has_a_network_policy() =>
        Manifest.Workloads.Where(workload => !Manifest.Of("NetworkPolicy").Any(policy => Manifest.WithPods(policy.Node.Labels("spec.podSelector.matchLabels")).Contains(workload)))
            .ShouldBeEmpty();

    [Fact]
    public void Services_lead_to_ports_that_are_open()
    {
        foreach (Manifest service in Manifest.Of("Service"))
        {
            Manifest workload = Manifest.WithPods(service.Node.Labels("spec.selector")).Single();
            foreach (JsonNode port in service.Node.List("spec.ports")) workload.Ports.Keys.ShouldContain(port.Text("targetPort"), service.ToString());
        }

        foreach (Manifest set in Manifest.Of("StatefulSet"))
            Manifest.Of("Service").Single(service => service.Name == set.Node.Text("spec.serviceName")).Node.Text("spec.clusterIP").ShouldBe("None");
    }

    [Fact]
    public void Policies_let_through_what_is_listened_at()
    {
        foreach (Manifest policy in Manifest.Of("NetworkPolicy"))
        {
            Manifest own = Manifest.WithPods(policy.Node.Labels("spec.podSelector.matchLabels")).Single();
            foreach (JsonNode port in policy.Node.List("spec.ingress").SelectMany(rule => rule.List("ports"))) own.Ports.Keys.ShouldContain(port.Text("port"), policy.ToString());
            foreach (JsonNode rule in policy.Node.List("spec.egress"))
            {
                IReadOnlyList<Manifest> peers = [.. rule.List("to").SelectMany(peer => Manifest.WithPods(peer.Labels("podSelector.matchLabels")))];
                foreach (JsonNode port in rule.List("ports").Where(_ => peers.Count > 0)) peers.Single().Ports.Keys.ShouldContain(port.Text("port"), policy.ToString());
            }
        }
    }

    [Fact]
    public void Seeds_listen_at_the_port_they_open()
    {
        Manifest seeds = Seeds();
        Argument(seeds, "--listen").ShouldEndWith($":{seeds.Ports["http"]}");
        Argument(seeds, "--public-url").ShouldBe($"http://$(POD_NAME).{seeds.Node.Text("spec.serviceName")}.$(POD_NAMESPACE).svc:{seeds.Ports["http"]}");
        seeds.Containers.Single().List("env").Select(variable => variable.Text("name")).ShouldBe(["POD_NAME", "POD_NAMESPACE", "MANDEL_SEED", "MANDEL_TOKEN_FILE"], ignoreOrder: true);
    }

    [Fact]
    public void Addresses_are_those_of_services()
    {
        string[] services = [.. from service in Manifest.Of("Service") from port in service.Node.List("spec.ports") select $"{service.Name}:{port.Text("port")}"];
        string[] dialled =
        [
            new Uri(Argument(Nodes(), "--seed")).Authority,
            new Uri(Seeds().Containers.Single().List("env").Single(variable => variable.Text("name") == "MANDEL_SEED").Text("value")).Authority,
            $"{Argument(Seeds(), "--journal").Split(';').Single(part => part.StartsWith("Host=", StringComparison.Ordinal))["Host=".Length..]}:5432",
        ];
        dialled.Except(services).ShouldBeEmpty();
    }

    [Fact]
    public void Probes_ask_what_a_seed_answers()
    {
        JsonNode seed = Seeds().Containers.Single();
        foreach ((string probe, string path) in (ReadOnlySpan<(string, string)>)[("startupProbe", ApiRoutes.Live), ("livenessProbe", ApiRoutes.Live), ("readinessProbe", ApiRoutes.Ready)])
        {
            seed.Text($"{probe}.httpGet.path").ShouldBe(path);
            Seeds().Ports.Keys.ShouldContain(seed.Text($"{probe}.httpGet.port"));
        }
    }

    [Fact]
    public void What_is_mounted_is_a_volume_and_every_volume_is_mounted()
    {
        foreach (Manifest workload in Manifest.Workloads)
        {
            IEnumerable<string> volumes = workload.Pod.List("volumes").Select(volume => volume.Text("name"))
                .Concat(workload.Node.List("spec.volumeClaimTemplates").Select(claim => claim.Text("metadata.name")));
            workload.Containers.SelectMany(container => container.List("volumeMounts")).Select(mount => mount.Text("name")).Distinct()
                .ShouldBe(volumes, ignoreOrder: true, workload.ToString());
            foreach (JsonNode claim in workload.Pod.List("volumes").Where(volume => volume.At("persistentVolumeClaim") is not null))
                Manifest.Of("PersistentVolumeClaim").Single(there => there.Name == claim.Text("persistentVolumeClaim.claimName")).Node
                    .List("spec.accessModes").Select(mode => mode.ToString()).ShouldBe(["ReadWriteMany"]);
        }
    }

    /// <summary>Files of secrets that the containers are told of are in the secret mounted there, which is made of what <c>secrets.sh</c> makes.</summary>
    [Fact]
    public void Secrets_hold_the_files_that_are_read()
    {
        Dictionary<string, string[]> secrets = Kustomization("base").List("secretGenerator")
            .ToDictionary(secret => secret.Text("name"), secret => secret.List("files").Select(file => file.ToString()["secrets/".Length..]).ToArray());
        secrets.Values.SelectMany(files => files).Except(DeployFolder.Secrets.Keys).ShouldBeEmpty();
        foreach (Manifest workload in Manifest.Workloads)
        {
            string secret = workload.Pod.List("volumes").Single(volume => volume.Text("name") == "secrets").Text("secret.secretName");
            string[] read = [.. workload.Containers.SelectMany(Words).SelectMany(word => word.Split('=', ';')).Where(word => word.StartsWith(SecretsFolder, StringComparison.Ordinal))];
            read.Distinct().ShouldBe(secrets[secret].Select(file => $"{SecretsFolder}/{file}"), ignoreOrder: true, workload.ToString());
        }
    }

    [Fact]
    public void Prometheus_reads_the_seeds_measurements_with_a_token_that_is_there()
    {
        JsonNode monitor = Manifest.Of("ServiceMonitor").Single().Node;
        Manifest service = Manifest.Of("Service").Single(service => monitor.Labels("spec.selector.matchLabels").All(label => service.Node.Labels("metadata.labels").GetValueOrDefault(label.Key) == label.Value));
        JsonNode endpoint = monitor.List("spec.endpoints").Single();
        service.Node.List("spec.ports").Select(port => port.Text("name")).ShouldContain(endpoint.Text("port"));
        endpoint.Text("path").ShouldBe(ApiRoutes.Metrics);
        Kustomization("base").List("secretGenerator").Single(secret => secret.Text("name") == endpoint.Text("authorization.credentials.name"))
            .List("files").Select(file => file.ToString()).ShouldContain($"secrets/{endpoint.Text("authorization.credentials.key")}");
    }

    [Fact]
    public void The_autoscaler_scales_the_nodes()
    {
        JsonNode scaled = Manifest.Of("ScaledObject").Single().Node;
        scaled.Text("spec.scaleTargetRef.name").ShouldBe(Nodes().Name);
        Kustomization("scaling").List("patches").Single().Text("target.name").ShouldBe(Nodes().Name);
        Nodes().Containers.Single().At("resources.limits")!.AsObject().ContainsKey("nvidia.com/gpu").ShouldBeTrue();
    }

    private static Manifest Seeds() => Manifest.Of("StatefulSet").Single(set => set.Name == "mandel-seed");

    private static Manifest Nodes() => Manifest.Of("Deployment").Single();

    private static JsonNode Kustomization(string folder) => YamlFile.Read(DeployFolder.Combine("kubernetes", folder, "kustomization.yaml")).Single();

    private static IEnumerable<string> Words(JsonNode container) =>
        container.List("args").Select(word => word.ToString()).Concat(container.List("env").Select(variable => variable.At("value")?.ToString() ?? ""));

    private static string Argument(Manifest workload, string option)
    {
        string[] words = [.. workload.Containers.Single().List("args").Select(word => word.ToString())];
        return words[Array.IndexOf(words, option) + 1];
    }
}
