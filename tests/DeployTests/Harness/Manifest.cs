using System.Text.Json.Nodes;

namespace MandelActors.DeployTests.Harness;

/// <summary>One object of the Kubernetes manifests.</summary>
/// <param name="File">Relative to <c>deploy/</c>.</param>
/// <param name="Node">All of it.</param>
internal sealed record Manifest(string File, JsonNode Node)
{
    private const string Folder = "kubernetes/";

    /// <summary>All that the manifests say, kustomizations left out.</summary>
    public static IReadOnlyList<Manifest> All { get; } =
    [
        .. from file in DeployFolder.Files()
           where file.StartsWith(Folder, StringComparison.Ordinal) && Path.GetFileName(file) != "kustomization.yaml"
           from document in YamlFile.Read(DeployFolder.Combine(file))
           select new Manifest(file, document),
    ];

    /// <summary>What has pods.</summary>
    public static IEnumerable<Manifest> Workloads => All.Where(manifest => manifest.Node.At("spec.template.spec") is not null);

    public string Kind => Node.Text("kind");

    public string Name => Node.Text("metadata.name");

    /// <summary>Of what has pods.</summary>
    public JsonNode Pod => Node.At("spec.template.spec")!;

    /// <summary>Of what has pods.</summary>
    public IReadOnlyDictionary<string, string> PodLabels => Node.Labels("spec.template.metadata.labels");

    public IEnumerable<JsonNode> Containers => Pod.List("containers");

    /// <summary>Names and numbers of the ports its containers open.</summary>
    public IReadOnlyDictionary<string, string> Ports => Containers.SelectMany(container => container.List("ports")).ToDictionary(port => port.Text("name"), port => port.Text("containerPort"));

    public static IEnumerable<Manifest> Of(string kind) => All.Where(manifest => manifest.Kind == kind);

    /// <returns>What has pods that bear all these labels.</returns>
    public static IReadOnlyList<Manifest> WithPods(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0 ? [] : [.. Workloads.Where(workload => labels.All(label => workload.PodLabels.GetValueOrDefault(label.Key) == label.Value))];

    public override string ToString() => $"{File}: {Kind} {Name}";
}
