using System.Text.Json.Serialization;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Protocol.Links;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LinkProtocol.Hello))]
[JsonSerializable(typeof(LinkProtocol.Welcome))]
[JsonSerializable(typeof(LinkProtocol.Refused))]
[JsonSerializable(typeof(LinkProtocol.Heartbeat))]
[JsonSerializable(typeof(LinkProtocol.Gone))]
[JsonSerializable(typeof(LinkProtocol.DevicesOffered))]
[JsonSerializable(typeof(LinkProtocol.DeviceLost))]
[JsonSerializable(typeof(LinkProtocol.JobAttached))]
[JsonSerializable(typeof(LinkProtocol.JobDetached))]
[JsonSerializable(typeof(LinkProtocol.FramesAvailable))]
[JsonSerializable(typeof(JobProtocol.RequestFrames))]
[JsonSerializable(typeof(JobProtocol.CompleteFrame))]
[JsonSerializable(typeof(JobProtocol.FailFrame))]
[JsonSerializable(typeof(JobProtocol.ReturnFrame))]
[JsonSerializable(typeof(JobProtocol.PauseJob))]
[JsonSerializable(typeof(JobProtocol.JobAccepted))]
[JsonSerializable(typeof(JobProtocol.JobRejected))]
[JsonSerializable(typeof(JobProtocol.FramesGranted))]
[JsonSerializable(typeof(JobProtocol.NoFrames))]
[JsonSerializable(typeof(JobProtocol.FrameAccepted))]
[JsonSerializable(typeof(JobProtocol.FrameRejected))]
internal sealed partial class LinkJson : JsonSerializerContext;
