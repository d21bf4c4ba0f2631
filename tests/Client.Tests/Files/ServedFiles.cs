using System.Security.Cryptography;
using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Client.Tests.Files;

/// <summary>Files of a job, served with ranges as a seed serves them, and faults on demand.</summary>
internal sealed class ServedFiles
{
    private readonly Dictionary<string, byte[]> _contents = [];
    private readonly Dictionary<string, (int Status, string Detail)> _refused = [];

    /// <summary>The job's answer to what files it has; files not changed by hand are those that are served.</summary>
    public List<FileEntry> Listed { get; } = [];

    /// <summary>The first byte of each file that was asked for, by path.</summary>
    public List<(string Path, long From)> Asked { get; } = [];

    /// <summary>After so many bytes of an answer the connection is broken, once they have come; null for never.</summary>
    public Func<int?> CutAfter { get; set; } = () => null;

    /// <summary>How much of the file has come: a connection that is broken takes what is under way with it.</summary>
    public Func<long> Come { get; set; } = () => 0;

    /// <summary>Whether parts are sent where they are asked for.</summary>
    public bool KnowsRanges { get; set; } = true;

    public ServedFiles Add(string path, byte[] content)
    {
        _contents[path] = content;
        Listed.RemoveAll(entry => entry.Path == path);
        Listed.Add(new FileEntry(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        return this;
    }

    public byte[] ContentOf(string path) => _contents[path];

    /// <summary>Serves other bytes than are listed.</summary>
    public void Spoil(string path) => _contents[path] = [.. _contents[path].Reverse()];

    /// <summary>Serves less than is listed.</summary>
    public void Truncate(string path, int bytes) => _contents[path] = _contents[path][..bytes];

    /// <summary>Serves more than is listed.</summary>
    public void Lengthen(string path) => _contents[path] = [.. _contents[path], 0];

    /// <summary>Refuses a file.</summary>
    public void Refuse(string path, int status, string detail) => _refused[path] = (status, detail);

    public async Task AnswerAsync(HttpContext context)
    {
        var prefix = ApiRoutes.Files("abc") + "/";
        var route = context.Request.Path.Value!;
        if (!route.StartsWith(prefix, StringComparison.Ordinal))
        {
            await ScriptedSeed.SendAsync(context, new FileList("abc", true, [.. Listed]), ApiJson.Default.FileList);
            return;
        }

        var path = route[prefix.Length..];
        if (_refused.TryGetValue(path, out var refused))
        {
            await ScriptedSeed.RefuseAsync(context, refused.Status, refused.Detail);
            return;
        }

        var content = _contents[path];
        var range = context.Request.GetTypedHeaders().Range?.Ranges.Single();
        var from = KnowsRanges && range is not null && context.Request.Headers.IfRange == $"\"{Listed.Single(entry => entry.Path == path).Sha256}\"" ? range.From!.Value : 0;
        lock (Asked) Asked.Add((path, from));
        if (from >= content.Length && from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }

        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        var rest = content.AsMemory((int)from);
        context.Response.ContentLength = rest.Length;
        var cut = CutAfter();
        await context.Response.Body.WriteAsync(cut is { } most && most < rest.Length ? rest[..most] : rest);
        await context.Response.Body.FlushAsync();
        if (cut is null || cut >= rest.Length) return;
        while (Come() < from + cut) await Task.Delay(5, context.RequestAborted);
        context.Abort();
    }
}
