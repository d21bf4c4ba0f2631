using System.Text.Json.Nodes;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>The seed's API as an OpenAPI 3.1 document: addresses from <see cref="ApiRoutes"/>, shapes from the records that are sent.</summary>
internal static class OpenApiDocument
{
    private const string Problem = nameof(ProblemReply);

    /// <summary>One thing that can be asked.</summary>
    /// <param name="Request">The record in the body; null for none.</param>
    /// <param name="Reply">The record in the answer; null where it is something else.</param>
    /// <param name="Type">Media type of the answer.</param>
    private sealed record Operation(string Method, string Path, string Summary, string? Request, string? Reply, string Type = "application/json", string Status = "200");

    private static readonly Type[] Shapes =
        [typeof(SubmitRequest), typeof(SubmitReply), typeof(JobAction), typeof(PriorityRequest), typeof(RemoveReply), typeof(JobView), typeof(JobList), typeof(NodeList), typeof(FileList), typeof(LogPage), typeof(ProblemReply)];

    private static readonly Operation[] Operations =
    [
        new("get", ApiRoutes.Jobs, "All jobs, the newest last", null, nameof(JobList)),
        new("post", ApiRoutes.Jobs, "Submit a job; 200 instead of 201 if its key was used for it before, 409 if for another, or with other terms", nameof(SubmitRequest), nameof(SubmitReply), Status: "201"),
        new("get", ApiRoutes.Job("{job}"), "Where a job stands", null, nameof(JobView)),
        new("delete", ApiRoutes.Job("{job}"), "Remove a job that is over, with all its files; 409 while it is not over", null, nameof(RemoveReply)),
        new("get", ApiRoutes.Watch("{job}"), "Where a job stands, a line now and after each change, until it is over", null, nameof(JobView), "application/x-ndjson"),
        new("post", ApiRoutes.Act("{job}", "pause"), "Hand out no more frames until resumed", nameof(JobAction), nameof(JobView)),
        new("post", ApiRoutes.Act("{job}", "resume"), "Hand out frames again", nameof(JobAction), nameof(JobView)),
        new("post", ApiRoutes.Act("{job}", "cancel"), "End a job, its film's encoder too; what is finished stays, and retry brings back one whose frames are all finished", nameof(JobAction), nameof(JobView)),
        new("post", ApiRoutes.Act("{job}", "retry"), "Try frames again that failed too often", nameof(JobAction), nameof(JobView)),
        new("post", ApiRoutes.Act("{job}", "heal"), "Look at every finished frame and render again what is damaged", nameof(JobAction), nameof(JobView)),
        new("post", ApiRoutes.Priority("{job}"), "Make a job more or less urgent", nameof(PriorityRequest), nameof(JobView)),
        new("get", ApiRoutes.Files("{job}"), "The files of a job that are there now", null, nameof(FileList)),
        new("get", ApiRoutes.File("{job}", "{path}"), "One file, with ranges; its entity tag is its SHA-256", null, null, "application/octet-stream"),
        new("get", ApiRoutes.Nodes, "The nodes that are in the farm now", null, nameof(NodeList)),
        new("get", ApiRoutes.Logs, "The last log entries of the seed; ?after=N, ?most=N, ?job=ID", null, nameof(LogPage)),
        new("get", ApiRoutes.Metrics, "Measurements in Prometheus' text format", null, null, "text/plain"),
        new("get", ApiRoutes.Live, "200 while the process works", null, null, "text/plain"),
        new("get", ApiRoutes.Ready, "200 while the seed can do what it is for", null, null, "text/plain"),
        new("get", ApiRoutes.OpenApi, "This document", null, null),
    ];

    /// <summary>The document, as it is sent.</summary>
    public static JsonObject Write()
    {
        JsonObject paths = [];
        foreach (var operation in Operations)
        {
            if (paths[operation.Path] is not JsonObject path) paths[operation.Path] = path = [];
            path[operation.Method] = Describe(operation);
        }

        JsonObject schemas = [];
        foreach (var shape in Shapes) schemas[shape.Name] = Answers.SchemaOf(shape);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "MandelActors seed", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
        };
    }

    private static JsonObject Describe(Operation operation)
    {
        JsonObject answer = new() { ["description"] = operation.Summary, ["content"] = new JsonObject { [operation.Type] = Content(operation.Reply) } };
        JsonObject described = new()
        {
            ["summary"] = operation.Summary,
            ["responses"] = new JsonObject
            {
                [operation.Status] = answer,
                ["default"] = new JsonObject { ["description"] = "Why it was refused", ["content"] = new JsonObject { ["application/problem+json"] = Content(Problem) } },
            },
        };
        if (operation.Request is { } request) described["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["application/json"] = Content(request) } };
        JsonArray parameters = [];
        foreach (string name in (string[])["job", "path"])
        {
            if (operation.Path.Contains($"{{{name}}}", StringComparison.Ordinal))
                parameters.Add(new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } });
        }

        if (parameters.Count > 0) described["parameters"] = parameters;
        return described;
    }

    private static JsonObject Content(string? shape) =>
        shape is null ? [] : new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{shape}" } };
}
