using System.Text.Json;
using System.Text.Json.Serialization;
using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Links;

/// <summary>What a node and its seed say to each other over a link, besides what actors say to each other.</summary>
/// <remarks>
/// <para>A link is one WebSocket. The node says <see cref="Hello"/>, the seed <see cref="Welcome"/> or <see cref="Refused"/>; then both send envelopes
/// (<see cref="LinkEnvelope"/>), one a text message, and a <see cref="Heartbeat"/> every second. Between two actors messages keep their
/// order and come at most once: each side numbers what it sends, and where a number is not the next the link ends. What was under way when a link ends is lost, and whoever waits for it sees the end by death watch.</para>
/// <para>An actor is known to the other side under a number that its own side gave it, never again to another on the same link.
/// <see cref="Root"/> is the coordinator on the seed's side and the node's own actor on the node's.</para>
/// </remarks>
public static class LinkProtocol
{
    /// <summary>The version of everything said here; a program speaks one.</summary>
    public const int Version = 1;

    /// <summary>The number of the coordinator, and of the node.</summary>
    public const int Root = 0;

    /// <summary>Tags that a node may have.</summary>
    public const int MostTags = 64;

    /// <summary>What the WebSocket's handshake names: another version is refused before a word is said.</summary>
    public static string Subprotocol { get; } = $"{SubprotocolStem}{Version}";

    private const string SubprotocolStem = "mandel.link.v";

    /// <summary>Whether a name is that of a link, of whatever version.</summary>
    public static bool IsSubprotocol(string name) => name.StartsWith(SubprotocolStem, StringComparison.Ordinal);

    /// <summary>Whether a text can be a node's name: 1 to 64 letters, digits, points, dashes and underscores, the first no point.</summary>
    public static bool IsNodeName(string? name) =>
        name is { Length: >= 1 and <= 64 } && name[0] != '.' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    /// <summary>Who dials in: the node's first message.</summary>
    /// <param name="Program">The version of the node's program, for people.</param>
    /// <param name="Life">Another for every start of its process.</param>
    /// <param name="Tags">What jobs may ask for.</param>
    public sealed record Hello(string Program, NodeId Node, string Life, IReadOnlyList<string> Tags)
    {
        /// <summary>The id of the store that the node sees as a folder of its own; null where frames travel over HTTP.</summary>
        public string? Store { get; init; }
    }

    /// <summary>The link stands: the seed's first message.</summary>
    /// <param name="Program">The version of the seed's program, for people.</param>
    /// <param name="Seed">What the seed is called, for people.</param>
    /// <param name="PartBytes">Most bytes the seed takes as one part of a frame.</param>
    public sealed record Welcome(string Program, string Seed, long PartBytes);

    /// <summary>The seed will not have the node; the link ends.</summary>
    /// <param name="Reason">One line, with the remedy.</param>
    /// <param name="MayPass">Whether it may be otherwise in a while.</param>
    public sealed record Refused(string Reason, bool MayPass);

    /// <summary>Still here.</summary>
    public sealed record Heartbeat
    {
        public static Heartbeat Instance { get; } = new();
    }

    /// <summary>An actor of the sender's side has ended.</summary>
    public sealed record Gone(int Number);

    /// <summary>From a node to the coordinator: these devices are here.</summary>
    public sealed record DevicesOffered(IReadOnlyList<Device> Devices);

    /// <summary>A device as a node offers it.</summary>
    /// <param name="Id">Node and device, <c>rack1/opencl:0:0</c>.</param>
    /// <param name="LocalId">As the node itself calls it.</param>
    /// <param name="Kind">Devices of one kind make the same bytes.</param>
    /// <param name="MemoryBytes">Memory it can use, in bytes.</param>
    /// <param name="Driver">Driver, or for the CPU the vector width in use.</param>
    public sealed record Device(
        DeviceId Id, string LocalId, string Kind, string Name, string Vendor, int ComputeUnits, long MemoryBytes, bool HasFloat64, string Driver);

    /// <summary>From a node to the coordinator: the device failed too often in a row, does not stop, or computes wrongly, and is given up.</summary>
    public sealed record DeviceLost(DeviceId Device, string Reason)
    {
        /// <summary>Whether what it finished must be looked at again.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsWrong { get; init; }
    }

    /// <summary>From the coordinator to a node: have devices work for this job.</summary>
    /// <param name="Actor">The number of the job's present life.</param>
    /// <param name="Scene">Complete, as <c>scene.json</c> has it.</param>
    /// <param name="Identity">The hash of all that decides how a frame looks: a node that reads another out of the scene must not work for it.</param>
    public sealed record JobAttached(JobId Job, int Actor, JsonElement Scene, string Identity, int Priority)
    {
        /// <summary>Milliseconds that a device may take for one frame before it is given up there; 0 for no limit.</summary>
        public long MaxFrameMilliseconds { get; init; }

        /// <summary>The node's devices that are to work for it; null for all.</summary>
        public IReadOnlyList<DeviceId>? Devices { get; init; }
    }

    /// <summary>From the coordinator to a node: nothing begun for this job is of use any more.</summary>
    public sealed record JobDetached(JobId Job);

    /// <summary>From a job to workers that found nothing to do: ask again.</summary>
    public sealed record FramesAvailable
    {
        public static FramesAvailable Instance { get; } = new();
    }
}
