using System.Globalization;

using MandelActors.FaultTests.Farm;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>What a test runner does not start: <c>soak [--minutes M] [--seed S]</c>, faults at random for as long as asked.</summary>
internal static class Program
{
    private const string Usage = "usage: dotnet run -c Release --project tests/FaultTests -- soak [--minutes M] [--seed S]";

    /// <returns>0 if nothing was lost, doubled or different; 1 if something was; 2 for a command line it does not know.</returns>
    public static async Task<int> Main(string[] arguments)
    {
        double minutes = 10;
        int seed = Environment.TickCount;
        bool isClear = arguments is ["soak", ..] && arguments.Length % 2 == 1;
        for (int i = 1; isClear && i < arguments.Length; i += 2)
        {
            isClear = arguments[i] switch
            {
                "--minutes" => double.TryParse(arguments[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out minutes) && minutes > 0,
                "--seed" => int.TryParse(arguments[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed),
                _ => false,
            };
        }

        if (!isClear || (Lacking.Signals ?? Lacking.Postgres) is not null)
        {
            await System.Console.Error.WriteLineAsync(isClear ? Lacking.Signals ?? Lacking.Postgres : Usage);
            return 2;
        }

        return await Soak.RunAsync(TimeSpan.FromMinutes(minutes), seed, System.Console.Out) ? 0 : 1;
    }
}
