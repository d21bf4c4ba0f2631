using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>How many requests each bearer at each address may send.</summary>
/// <remarks>A bucket nobody takes from is dropped, so that strangers who come from many addresses fill nothing.</remarks>
internal sealed class RequestRate(int perSecond) : IDisposable
{
    private readonly PartitionedRateLimiter<(Bearer Bearer, HttpContext Context)> _limiter =
        PartitionedRateLimiter.Create<(Bearer Bearer, HttpContext Context), (string, string?)>(asked => RateLimitPartition.GetTokenBucketLimiter(
            (asked.Bearer.Name, asked.Context.Connection.RemoteIpAddress?.ToString()),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 2 * perSecond,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(0.1, 1.0 / perSecond)),
                AutoReplenishment = true,
                QueueLimit = 0,
            }));

    /// <summary>Whether this request may be answered.</summary>
    public bool Admits(Bearer bearer, HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire((bearer, context));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
