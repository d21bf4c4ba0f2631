using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stacks;

/// <summary><c>mandel stack pick</c>: prints values of a stack, computed on the spot.</summary>
internal static class PickRun
{
    /// <summary>More lines than this nobody reads; files hold them better.</summary>
    private const long MostValues = 10_000;

    public static async Task<int> RunAsync(StackOptions options, CancellationToken cancellationToken)
    {
        var input = StackInput.From(options);
        var slice = input.Scene.Array.Slice;
        var count = slice.Shape.Aggregate(1.0, (product, length) => product * length);
        if (!options.HasSlice || count > MostValues)
            throw new BadInputException("--slice", "", $"expected a slice of at most {MostValues} values, such as \"3000,255,::64\"; mandel stack SCENE -o OUT.zarr writes more");
        if (!options.Json) Remarks.Print(input.Notes);
        await Task.Run(() => Print(input, options.Json, cancellationToken), cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static void Print(StackInput input, bool asJson, CancellationToken cancellationToken)
    {
        using var levels = new StackLevels(input);
        // As the array rounds them.
        var isSingle = input.Scene.Array.Type == StackArray.SmoothType;
        var inside = StackMapping.InsideOf(input.Scene) ?? double.NaN;
        for (var position = 0; position < levels.Count; position++)
        {
            var values = levels.Values(position, cancellationToken);
            for (var i = 0; i < values.Length; i++)
                Print(levels.Levels[position], levels.Rows[i / levels.Width], levels.Columns[i % levels.Width], isSingle ? (float)values[i] : values[i], inside, asJson);
        }
    }

    private static void Print(long level, long row, long column, double value, double inside, bool asJson)
    {
        if (!asJson)
        {
            System.Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{level}, {row}, {column}] = {Written(value, inside)}"));
            return;
        }

        JsonLine.Write(System.Console.Out, json =>
        {
            json.WriteNumber("level", level);
            json.WriteNumber("row", row);
            json.WriteNumber("column", column);
            var stored = double.IsNaN(value) ? inside : value;
            if (double.IsNaN(stored)) json.WriteNull("value");
            else json.WriteNumber("value", stored);
            json.WriteBoolean("inside", double.IsNaN(value));
        });
    }

    /// <summary>As the array holds it.</summary>
    private static string Written(double value, double inside) =>
        double.IsNaN(value) ? string.Create(CultureInfo.InvariantCulture, $"{inside} (inside)") : value.ToString(CultureInfo.InvariantCulture);
}
