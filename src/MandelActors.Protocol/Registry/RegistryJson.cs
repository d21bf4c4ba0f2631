using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Registry;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryProtocol.JobAdmitted))]
[JsonSerializable(typeof(RegistryProtocol.JobEnded))]
[JsonSerializable(typeof(RegistryProtocol.JobReopened))]
[JsonSerializable(typeof(RegistryProtocol.JobPrioritised))]
[JsonSerializable(typeof(RegistryProtocol.JobRemoved))]
internal sealed partial class RegistryJson : JsonSerializerContext;
