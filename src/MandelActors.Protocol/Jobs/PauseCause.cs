using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Jobs;

/// <summary>Who or what paused a job, and so who may resume it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PauseCause>))]
public enum PauseCause
{
    /// <summary>Somebody asked for it.</summary>
    User,

    /// <summary>The store has no room; the job goes on by itself when there is some.</summary>
    OutOfSpace,
}
