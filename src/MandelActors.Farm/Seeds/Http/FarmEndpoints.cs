using System.Globalization;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>The farm as a whole over HTTP: its nodes, and whether it is well.</summary>
internal static class FarmEndpoints
{
    private const int UsualEntries = 1000;
    private const int MostEntries = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(SeedRoutes routes, RecentLog log, PrometheusText measurements)
    {
        routes.Map("GET", ApiRoutes.Logs, new EndpointAccess(SeedRole.Read, 0, Leads: true), context => Answers.SendAsync(context, PageOf(context.Request.Query, log)));
        routes.Map("GET", ApiRoutes.Nodes, new EndpointAccess(SeedRole.Read, 0, Leads: true), async context =>
            await Answers.SendAsync(context, await routes.Seed.Term.Coordinator.Ask<NodeList>(FarmProtocol.GetNodes.Instance, Patience).ConfigureAwait(false)).ConfigureAwait(false));
        string document = OpenApiDocument.Write().ToJsonString();
        routes.Map("GET", ApiRoutes.OpenApi, new EndpointAccess(SeedRole.None, 0, Leads: false), context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(document);
        });
        routes.Map("GET", ApiRoutes.Metrics, new EndpointAccess(SeedRole.Read, 0, Leads: false), context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return context.Response.WriteAsync(measurements.Write());
        });
    }

    private static LogPage PageOf(IQueryCollection query, RecentLog log)
    {
        long? after = query.ContainsKey("after") ? Number(query, "after", long.MaxValue) : null;
        int most = query.ContainsKey("most") ? (int)Math.Max(1, Number(query, "most", MostEntries)) : UsualEntries;
        return log.Read(after, most, query["job"] is [{ } job] ? job : null);
    }

    private static long Number(IQueryCollection query, string name, long largest) =>
        query[name] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= largest
            ? number
            : throw new BadInputException("request", name, $"expected a whole number of at most {largest}");
}
