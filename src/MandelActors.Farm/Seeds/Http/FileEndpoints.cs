using System.Text.Json;
using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>The files of jobs over HTTP.</summary>
internal static class FileEndpoints
{
    private const int BytesBetweenFlushes = 1 << 16;

    public static void Map(SeedRoutes routes)
    {
        var read = new EndpointAccess(SeedRole.Read, 0, Leads: true);
        routes.Map("GET", ApiRoutes.Files("{job}"), read, context => ListAsync(context, routes.Seed.Term));
        routes.Map("GET HEAD", ApiRoutes.File("{job}", "{**path}"), read, context => SendAsync(context, routes.Seed.Term));
    }

    /// <summary>Written as it is made: the list of a million frames is never held as a whole.</summary>
    private static async Task ListAsync(HttpContext context, SeedTerm term)
    {
        var job = term.Find((string)context.Request.RouteValues["job"]!);
        var files = await term.FilesOf(job).ListAsync().ConfigureAwait(false);
        // Until the first bytes leave, a damaged frame is an answer of its own; afterwards the list is broken off.
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        json.WriteStartObject();
        json.WriteString("jobId", job.Job.Value);
        json.WriteBoolean("isOver", job.Outcome is not null);
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Name);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256.ToString());
            json.WriteEndObject();
            if (json.BytesPending < BytesBetweenFlushes) continue;
            json.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, SeedTerm term)
    {
        var job = term.Find((string)context.Request.RouteValues["job"]!);
        string name = (string?)context.Request.RouteValues["path"] ?? "";
        var file = await term.FilesOf(job).FindAsync(name).ConfigureAwait(false)
            ?? throw new RefusedException(StatusCodes.Status404NotFound, "the job has no such file, or not yet");
        if (!File.Exists(file.Path)) throw new RefusedException(StatusCodes.Status409Conflict, $"{file.Name} is missing in the store; 'mandel heal {job.Job}' has it made again");
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var tag = new EntityTagHeaderValue($"\"{file.Sha256}\"");
        await TypedResults.PhysicalFile(file.Path, TypeOf(file.Name), entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".png" or ".apng" => "image/png",
        ".mp4" => "video/mp4",
        ".webm" => "video/webm",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
