using System.Globalization;
using System.Net.Mime;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace MandelActors.Farm.Transport;

/// <summary>Where nodes hand frames in over HTTP: <see cref="ApiRoutes.FramePart"/>.</summary>
/// <remarks>
/// <para>PUT with <c>Repr-Digest: sha-256=:…:</c> of the whole part (RFC 9530; <c>Content-Digest</c> will do where the body is the whole part).
/// <c>Upload-Offset: N</c> and <c>Upload-Length: N</c> go on with a part that broke off. HEAD answers <c>Upload-Offset</c>.</para>
/// <para>201 taken · 200 (HEAD) so much is here · 400 the bytes will not do · 404 no such job, frame or part · 408 too slow or broken off · 409 another
/// attempt is current · 411 no length · 413 too long · 416 the offset is another · 503 ask again · 507 the disk is full.</para>
/// </remarks>
public static class FrameEndpoints
{
    public const string UploadOffset = "Upload-Offset";
    public const string UploadLength = "Upload-Length";
    public const string ReprDigest = "Repr-Digest";
    public const string ContentDigest = "Content-Digest";

    private const string Template = $"{ApiRoutes.Jobs}/{{job}}/frames/{{frame}}/attempts/{{attempt}}/parts/{{part}}";

    /// <summary>Maps both verbs; who may use them is for the caller to say.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, FrameReceiver receiver) => routes.MapMethods(
        Template, [HttpMethods.Put, HttpMethods.Head], (RequestDelegate)(context => AnswerAsync(context, receiver)));

    private static async Task AnswerAsync(HttpContext context, FrameReceiver receiver)
    {
        var request = context.Request;
        if (NameIn(request) is not { } name)
        {
            await ReplyAsync(context, StatusCodes.Status404NotFound, "Not found", "expected /api/jobs/JOB/frames/N/attempts/N/parts/N").ConfigureAwait(false);
            return;
        }

        var stop = context.RequestAborted;
        var answer = HttpMethods.IsHead(request.Method)
            ? await receiver.ProgressAsync(name, stop).ConfigureAwait(false)
            : await PutAsync(context, receiver, name, stop).ConfigureAwait(false);
        if (answer is not null) await ReplyAsync(context, answer).ConfigureAwait(false);
    }

    private static async Task<UploadAnswer?> PutAsync(HttpContext context, FrameReceiver receiver, FramePartName name, CancellationToken stop)
    {
        var request = context.Request;
        if (request.ContentLength is not { } content)
        {
            await ReplyAsync(context, StatusCodes.Status411LengthRequired, "Length required", "expected Content-Length").ConfigureAwait(false);
            return null;
        }

        if (!TryNumber(request, UploadOffset, 0, out long offset) || !TryNumber(request, UploadLength, offset + content, out long length) || length - offset != content)
            return new UploadAnswer.Refused($"expected {UploadOffset} and {UploadLength} that fit Content-Length, or neither");
        var digest = DigestIn(request, ReprDigest) ?? (offset == 0 ? DigestIn(request, ContentDigest) : null);
        if (digest is null) return new UploadAnswer.Refused($"expected {ReprDigest}: sha-256=:BASE64: of the whole part");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = receiver.PartBytes;
        return await receiver.ReceiveAsync(name, offset, length, digest.Value, request.Body, stop).ConfigureAwait(false);
    }

    private static async Task ReplyAsync(HttpContext context, UploadAnswer answer)
    {
        switch (answer)
        {
            case UploadAnswer.Taken taken:
                context.Response.Headers[UploadOffset] = Text(taken.Length);
                context.Response.StatusCode = HttpMethods.IsHead(context.Request.Method) ? StatusCodes.Status200OK : StatusCodes.Status201Created;
                return;
            case UploadAnswer.Begun begun:
                context.Response.Headers[UploadOffset] = Text(begun.Length);
                return;
            case UploadAnswer.Misplaced misplaced:
                context.Response.Headers[UploadOffset] = Text(misplaced.Length);
                await ReplyAsync(context, StatusCodes.Status416RangeNotSatisfiable, "Another offset was expected", $"{misplaced.Length} bytes are here").ConfigureAwait(false);
                return;
            case UploadAnswer.Unavailable:
                context.Response.Headers.RetryAfter = "1";
                break;
        }

        var (status, title, detail) = answer switch
        {
            UploadAnswer.Unknown unknown => (StatusCodes.Status404NotFound, "Not found", unknown.Reason),
            UploadAnswer.Stale stale => (StatusCodes.Status409Conflict, "Late attempt", stale.Reason),
            UploadAnswer.Refused refused => (StatusCodes.Status400BadRequest, "Not taken", refused.Reason),
            UploadAnswer.TooLong tooLong => (StatusCodes.Status413PayloadTooLarge, "Too long", $"at most {tooLong.Most} bytes are taken as one part (transport.partMiB)"),
            UploadAnswer.Broken broken => (StatusCodes.Status408RequestTimeout, "Broken off", broken.Reason),
            UploadAnswer.NoRoom noRoom => (StatusCodes.Status507InsufficientStorage, "No room", noRoom.Reason),
            UploadAnswer.Unavailable unavailable => (StatusCodes.Status503ServiceUnavailable, "Not now", unavailable.Reason),
            _ => throw new ArgumentException($"unknown answer {answer.GetType().Name}", nameof(answer)),
        };
        await ReplyAsync(context, status, title, detail).ConfigureAwait(false);
    }

    private static async Task ReplyAsync(HttpContext context, int status, string title, string detail)
    {
        if (context.RequestAborted.IsCancellationRequested) return;
        context.Response.StatusCode = status;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.WriteAsJsonAsync(
            new ProblemReply(title, status, detail), ApiJson.Default.ProblemReply, MediaTypeNames.Application.ProblemJson, CancellationToken.None).ConfigureAwait(false);
    }

    private static FramePartName? NameIn(HttpRequest request)
    {
        string? job = request.RouteValues["job"] as string;
        if (!JobId.IsValid(job)
            || !int.TryParse(request.RouteValues["frame"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out int frame)
            || !long.TryParse(request.RouteValues["attempt"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out long attempt)
            || !int.TryParse(request.RouteValues["part"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out int part)) return null;
        return new FramePartName(new JobId(job!), new FrameNumber(frame), new Attempt(attempt), part);
    }

    private static bool TryNumber(HttpRequest request, string header, long otherwise, out long number)
    {
        number = otherwise;
        string? text = request.Headers[header];
        return text is null || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static Sha256Hash? DigestIn(HttpRequest request, string header)
    {
        const string Name = "sha-256=:";
        string? field = request.Headers[header].SelectMany(value => (value ?? "").Split(',')).Select(value => value.Trim())
            .FirstOrDefault(value => value.StartsWith(Name, StringComparison.Ordinal) && value.EndsWith(':') && value.Length > Name.Length);
        if (field is null) return null;
        Span<byte> digest = stackalloc byte[Sha256Hash.Size];
        return Convert.TryFromBase64String(field[Name.Length..^1], digest, out int written) && written == Sha256Hash.Size ? Sha256Hash.FromBytes(digest) : null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
