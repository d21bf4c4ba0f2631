using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Registry;

/// <summary>How a job ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobEnd>))]
public enum JobEnd
{
    /// <summary>Everything that was asked for is there.</summary>
    Completed,

    /// <summary>Frames could not be rendered, or no film be made of them.</summary>
    Failed,

    /// <summary>Somebody had it ended.</summary>
    Cancelled,
}
