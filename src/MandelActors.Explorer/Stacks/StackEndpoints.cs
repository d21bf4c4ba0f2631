using System.Globalization;
using System.Text;
using MandelActors.Imaging.Zarr;
using MandelActors.Protocol.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace MandelActors.Explorer.Stacks;

/// <summary>Answers whoever asks for a lazy stack: as a Zarr store, for slices, for pictures, for a page that says how.</summary>
/// <remarks>
/// A name is looked up among those the array has and is never a path: whatever it looks like, no file is touched. Every answer says why it is none in one line of plain text.
/// Answers may be kept by whoever gets them and have to be confirmed before use: the same address may serve another scene tomorrow.
/// </remarks>
public static class StackEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Mounts the endpoints.</summary>
    /// <param name="routes">Where: the root of a server, or a group with a prefix.</param>
    /// <param name="stack">What is served.</param>
    /// <param name="cache">Keeps chunks and pictures; of this stack alone.</param>
    public static void Map(IEndpointRouteBuilder routes, StackSource stack, ChunkCache cache) => Map(routes, _ => (stack, cache));

    /// <summary>Mounts the endpoints for stacks that are told apart by their requests.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="find">The stack that a request is about, and its cache; what it throws is the server's to answer.</param>
    internal static void Map(IEndpointRouteBuilder routes, Func<HttpContext, (StackSource Stack, ChunkCache Cache)> find)
    {
        Answer("/", (context, stack, _, _) => PageAsync(context, stack));
        Answer("/slice", (context, stack, _, ending) => SliceAsync(context, stack, ending));
        Answer("/level/{name}", PictureAsync);
        Answer("/{**name}", StoreAsync);

        void Answer(string pattern, Func<HttpContext, StackSource, ChunkCache, CancellationToken, Task> answer) => routes.MapMethods(pattern, Methods, (RequestDelegate)(context =>
        {
            var (stack, cache) = find(context);
            return AnswerAsync(context, (asked, ending) => answer(asked, stack, cache, ending));
        }));
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, CancellationToken, Task> answer)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await answer(context, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more, or the server ends.
            context.Abort();
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var (status, line) = e switch
            {
                BadInputException => (StatusCodes.Status400BadRequest, e.Message),
                UnstorableValueException => (StatusCodes.Status500InternalServerError, e.Message),
                _ => (StatusCodes.Status500InternalServerError, $"this cannot be answered: {e.GetType().Name}"),
            };
            await RefuseAsync(context, status, line).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnstorableValueException or IOException)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
        }
    }

    private static async Task StoreAsync(HttpContext context, StackSource stack, ChunkCache cache, CancellationToken cancellationToken)
    {
        var name = (string?)context.Request.RouteValues["name"] ?? "";
        if (stack.Descriptions.TryGetValue(name, out var description))
        {
            await SendAsync(context, stack.TagOf(name), "application/json", _ => Task.FromResult(description), cancellationToken).ConfigureAwait(false);
        }
        else if (stack.Array.ChunkIndex(name) is { } index)
        {
            await SendAsync(
                context, stack.TagOf(name), "application/octet-stream",
                ending => cache.GetAsync(name, abandoned => stack.ChunkAsync(index, abandoned), ending), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "the array has nothing of this name").ConfigureAwait(false);
        }
    }

    private static async Task PictureAsync(HttpContext context, StackSource stack, ChunkCache cache, CancellationToken cancellationToken)
    {
        const string ending = ".png";
        var name = (string)context.Request.RouteValues["name"]!;
        if (!name.EndsWith(ending, StringComparison.Ordinal)
            || !long.TryParse(name.AsSpan(0, name.Length - ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            || level >= stack.Array.Shape[0])
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"expected 0{ending} to {stack.Array.Shape[0] - 1}{ending}").ConfigureAwait(false);
            return;
        }

        var picture = LevelPicture.From(stack, level, new StackQuery(context.Request.Query, LevelPicture.Keys));
        await SendAsync(
            context, stack.TagOf(picture.Name), "image/png",
            waiting => cache.GetAsync(picture.Name, abandoned => picture.DrawAsync(stack, abandoned), waiting), cancellationToken).ConfigureAwait(false);
    }

    private static async Task SliceAsync(HttpContext context, StackSource stack, CancellationToken cancellationToken)
    {
        var answer = new SliceAnswer(stack, new StackQuery(context.Request.Query, SliceAnswer.Keys));
        if (!IsKnown(context, stack.TagOf(answer.Name))) await answer.SendAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private static Task PageAsync(HttpContext context, StackSource stack)
    {
        var page = StackPage.Write(stack, context.Request);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";
        return SendAsync(context, stack.TagOf($"page {page}"), "text/html; charset=utf-8", _ => Task.FromResult(Encoding.UTF8.GetBytes(page)), context.RequestAborted);
    }

    /// <summary>Sends bytes, or only that they are the ones the client has, or only how many there are.</summary>
    private static async Task SendAsync(HttpContext context, string tag, string type, Func<CancellationToken, Task<byte[]>> bytesOf, CancellationToken cancellationToken)
    {
        if (IsKnown(context, tag)) return;
        var bytes = await bytesOf(cancellationToken).ConfigureAwait(false);
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what the answer is tagged with, and that it has not changed if the client knows that tag.</summary>
    private static bool IsKnown(HttpContext context, string tag)
    {
        var own = new EntityTagHeaderValue($"\"{tag}\"");
        context.Response.Headers.ETag = own.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known == EntityTagHeaderValue.Any || known.Compare(own, useStrongComparison: false))) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static Task RefuseAsync(HttpContext context, int status, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        context.Response.Headers.ETag = default;
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
