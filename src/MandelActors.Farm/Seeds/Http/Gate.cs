using MandelActors.Farm.Seeds.Security;
using MandelActors.Protocol.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>What every request passes: who asks, may they, how much may come, does this seed lead; and every failure becomes one line.</summary>
internal sealed partial class Gate(SeedState seed, AccessControl access, RequestRate rate, AuditLog audit, RefusalTally refusals, ILogger log)
{
    /// <summary>Where a request keeps who commands what.</summary>
    private static readonly object Command = new();

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>Outermost: turns what was thrown, or left without a word, into an answer.</summary>
    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        Exception? refusal = null;
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
                await Answers.RefuseAsync(context, context.Response.StatusCode, WordsFor(context.Response.StatusCode)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            context.Abort();
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            refusal = problem;
            await RefuseAsync(context, problem).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            Unanswered(context.Request.Method, context.Request.Path, problem);
            // Half an answer must not look like a whole one.
            context.Abort();
        }
        finally
        {
            if (context.Items.TryGetValue(Command, out object? noted) && noted is (Bearer who, string command)) Audit(context, who, command, refusal);
        }
    }

    /// <summary>After routing, before the endpoint.</summary>
    public async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        // An endpoint that does not say who may ask was forgotten, and answers nobody.
        if (endpoint.Metadata.GetMetadata<EndpointAccess>() is not { } demanded)
        {
            context.Response.StatusCode = context.GetEndpoint()!.DisplayName?.StartsWith("405", StringComparison.Ordinal) == true
                ? StatusCodes.Status405MethodNotAllowed
                : StatusCodes.Status404NotFound;
            return;
        }

        if (ComesFromElsewhere(context.Request))
        {
            Count(Refusal.Origin, context);
            throw new RefusedException(StatusCodes.Status403Forbidden, "a page of another site may not use this seed");
        }

        var bearer = access.Identify(context.Request);
        if (demanded.Audit is { } command) context.Items[Command] = (bearer, command);
        if (!rate.Admits(bearer, context))
        {
            Count(Refusal.Rate, context);
            throw new RefusedException(StatusCodes.Status429TooManyRequests, WordsFor(StatusCodes.Status429TooManyRequests)) { RetryAfter = AskAgain };
        }

        if (!AccessControl.Allows(bearer, demanded))
        {
            Count(bearer != Bearer.Nobody ? Refusal.Role : context.Request.Headers.Authorization.Count > 0 ? Refusal.WrongToken : Refusal.NoToken, context);
            throw AccessControl.Refuse(bearer, demanded, context.Response);
        }

        LimitBody(context, demanded.MostBytes);
        if (demanded.Leads && !seed.Leads) await LeadAsync(context).ConfigureAwait(false);
        else await next(context).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether a browser asks on behalf of a page that this seed did not send. Where no token is demanded, any page that the user of this machine opens
    /// could otherwise command the farm, or join it: neither simple requests nor WebSockets ask beforehand.
    /// </summary>
    private static bool ComesFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site") return true;
        string? origin = request.Headers.Origin;
        return !string.IsNullOrEmpty(origin)
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A job that was submitted has its name in the answer alone; one that stands in the way of another has it in the refusal.</summary>
    private void Audit(HttpContext context, Bearer who, string command, Exception? refusal)
    {
        string? job = context.Request.RouteValues.TryGetValue("job", out object? named)
            ? (string?)named
            : (refusal as RefusedException)?.Job ?? ((string?)context.Response.Headers.Location)?.Split('/')[^1];
        audit.Write(who, context.Connection.RemoteIpAddress?.ToString(), command, job, context.Response.StatusCode, refusal?.Message);
    }

    private void Count(Refusal why, HttpContext context) => refusals.Add(why, context.Connection.RemoteIpAddress, log);

    private Task LeadAsync(HttpContext context)
    {
        if (seed.Leader is not { } leader) return Answers.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "no seed leads at the moment; ask again", AskAgain);
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = new Uri(leader.Address, context.Request.Path.ToUriComponent() + context.Request.QueryString).ToString();
        return Task.CompletedTask;
    }

    private static void LimitBody(HttpContext context, long most)
    {
        if (context.Request.ContentLength > most) throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"expected a body of at most {most} bytes, found {context.Request.ContentLength}");
        // Of a body whose length nobody said, reading stops at the limit.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
    }

    private Task RefuseAsync(HttpContext context, Exception problem) => problem switch
    {
        RefusedException refused => Answers.RefuseAsync(context, refused.Status, refused.Message, refused.RetryAfter),
        BadInputException bad => Answers.RefuseAsync(context, StatusCodes.Status400BadRequest, bad.Message),
        BadHttpRequestException bad => Answers.RefuseAsync(context, bad.StatusCode, WordsFor(bad.StatusCode)),
        OperationCanceledException => Answers.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "this seed is ending; ask again", AskAgain),
        _ => FailAsync(context, problem),
    };

    private Task FailAsync(HttpContext context, Exception problem)
    {
        Unanswered(context.Request.Method, context.Request.Path, problem);
        return Answers.RefuseAsync(context, StatusCodes.Status500InternalServerError, $"this cannot be answered: {problem.GetType().Name}; the seed's log says more");
    }

    private static string WordsFor(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "this is no request that a seed understands; is the host name in it one of this machine?",
        StatusCodes.Status404NotFound => "there is nothing at this address; /openapi.json says what there is",
        StatusCodes.Status405MethodNotAllowed => "this address does not take this method; /openapi.json says which",
        StatusCodes.Status408RequestTimeout => "the request came too slowly",
        StatusCodes.Status413PayloadTooLarge => "the body is larger than this address takes",
        StatusCodes.Status416RangeNotSatisfiable => "the file has no such range",
        StatusCodes.Status429TooManyRequests => "too many requests; ask more slowly",
        _ => "the request was refused",
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} cannot be answered")]
    private partial void Unanswered(string method, string path, Exception problem);
}
