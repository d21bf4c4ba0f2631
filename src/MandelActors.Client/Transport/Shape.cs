using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MandelActors.Protocol.Api;

namespace MandelActors.Client.Transport;

/// <summary>How answers are read.</summary>
internal static class Shape
{
    /// <summary>By reflection: generated code sets what an answer leaves out to nothing at all, where the record says what it means.</summary>
    private static readonly JsonSerializerOptions Options = new(ApiJson.Default.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>What of a type is said in JSON.</summary>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
