using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Api;

/// <summary>The JSON of everything that is said over HTTP: names in camel case, what is null left out, what is unknown skipped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SubmitRequest))]
[JsonSerializable(typeof(SubmitReply))]
[JsonSerializable(typeof(JobAction))]
[JsonSerializable(typeof(PriorityRequest))]
[JsonSerializable(typeof(RemoveReply))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(ProblemReply))]
public sealed partial class ApiJson : JsonSerializerContext;
