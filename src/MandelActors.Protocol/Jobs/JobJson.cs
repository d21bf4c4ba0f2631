using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Jobs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JobProtocol.JobSubmitted))]
[JsonSerializable(typeof(JobProtocol.JobOpened))]
[JsonSerializable(typeof(JobProtocol.JobPaused))]
[JsonSerializable(typeof(JobProtocol.JobResumed))]
[JsonSerializable(typeof(JobProtocol.JobCancelled))]
[JsonSerializable(typeof(JobProtocol.JobCompleted))]
[JsonSerializable(typeof(JobProtocol.FrameCompleted))]
[JsonSerializable(typeof(JobProtocol.FrameFailed))]
[JsonSerializable(typeof(JobProtocol.FrameQuarantined))]
[JsonSerializable(typeof(JobProtocol.FrameRetried))]
[JsonSerializable(typeof(JobProtocol.FrameInvalidated))]
[JsonSerializable(typeof(JobProtocol.FrameDisputed))]
[JsonSerializable(typeof(JobProtocol.FilmAssembled))]
[JsonSerializable(typeof(JobSnapshot))]
internal sealed partial class JobJson : JsonSerializerContext;
