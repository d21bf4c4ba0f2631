using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>Reads requests and writes answers as the API has them.</summary>
internal static class Answers
{
    /// <summary>Deeper than anything the API knows, and far from what would exhaust a stack.</summary>
    private const int DeepestNesting = 32;

    // By reflection: generated code sets what a request leaves out to nothing at all, where the record says what it means.
    private static readonly JsonSerializerOptions Json = new(ApiJson.Default.Options) { MaxDepth = DeepestNesting, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>What of a type is said in JSON.</summary>
    public static JsonTypeInfo<T> ShapeOf<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));

    /// <summary>The same as a JSON schema.</summary>
    public static JsonNode SchemaOf(Type type) => Json.GetJsonSchemaAsNode(type);

    /// <summary>Sends a value.</summary>
    public static Task SendAsync<T>(HttpContext context, T value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, ShapeOf<T>(), "application/json", context.RequestAborted);
    }

    /// <summary>Reads the body.</summary>
    /// <returns>Null for an empty one.</returns>
    /// <exception cref="RefusedException">It is no such JSON.</exception>
    public static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            if (context.Request.ContentLength == 0) return null;
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            if (body.Length == 0) return null;
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), ShapeOf<T>());
        }
        catch (JsonException problem)
        {
            string where = problem.Path is { Length: > 1 } path ? $" at {path[2..]}" : "";
            throw new RefusedException(StatusCodes.Status400BadRequest, string.Create(
                CultureInfo.InvariantCulture, $"request: expected a JSON object of the shape in {ApiRoutes.OpenApi}, found something else{where} in line {(problem.LineNumber ?? 0) + 1}"));
        }
    }

    /// <summary>Says why there is no other answer.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string detail, TimeSpan? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (retryAfter is { } pause) context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        var reply = new ProblemReply(ReasonPhrases.GetReasonPhrase(status), status, detail);
        return context.Response.WriteAsJsonAsync(reply, ShapeOf<ProblemReply>(), "application/problem+json");
    }
}
