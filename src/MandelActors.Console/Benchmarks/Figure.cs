using System.Globalization;

namespace MandelActors.Console.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Detail">Under which circumstances.</param>
internal sealed record Figure(string Name, double Value, string Unit, string Detail)
{
    public string Shown => string.Create(CultureInfo.InvariantCulture, $"{Value,8:f3} {Unit}");
}
