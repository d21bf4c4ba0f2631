using System.Runtime.CompilerServices;
using System.Text.Json;
using MandelActors.Imaging.Npy;
using MandelActors.Imaging.Zarr;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Explorer.Stacks;

/// <summary>The values of a slice, sent as they are computed: block by block, never held as a whole.</summary>
internal sealed class SliceAnswer
{
    /// <summary>Names of what may be asked for.</summary>
    public static readonly string[] Keys = ["at", "as"];

    /// <summary>More than this belongs into a file.</summary>
    private const long MostValues = 64L << 20;

    /// <summary>Computed in one turn of the device, about: others get theirs in between.</summary>
    private const long BlockValues = 1L << 18;

    private static readonly string[] AxisNames = ["level", "row", "column"];

    private readonly StackSource _stack;
    private readonly ArraySlice _slice;
    private readonly bool _isJson;

    /// <param name="stack">What is asked.</param>
    /// <param name="query">Which slice, as what.</param>
    /// <exception cref="BadInputException">The slice is none of the array, or too large.</exception>
    public SliceAnswer(StackSource stack, StackQuery query)
    {
        _stack = stack;
        _slice = ArraySlice.Parse("at", query["at"] ?? throw new BadInputException("at", "", "expected a slice such as 0:20000:500,::2,::2"), stack.Array.Shape, AxisNames);
        _isJson = (query["as"] ?? "npy") switch
        {
            "npy" => false,
            "json" => true,
            _ => throw new BadInputException("as", "", "expected npy or json"),
        };
        if (Count > MostValues)
            throw new BadInputException("at", "", $"expected at most {MostValues} values, found {string.Join('×', _slice.Shape)}; ask for parts, or open the address as a Zarr store");
    }

    /// <summary>The same values in the same form, the same name.</summary>
    public string Name => $"slice {_slice} {(_isJson ? "json" : "npy")}";

    private double Count => _slice.Shape.Aggregate(1.0, (product, length) => product * length);

    /// <summary>Sends head and, unless only that is wanted, values.</summary>
    /// <exception cref="UnstorableValueException">A value does not fit the array's type; nothing has been sent if it is among the first.</exception>
    public async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var header = NpyWriter.Header($"<{ZarrTypes.NameOf(_stack.Array.Type)}", _slice.Shape);
        context.Response.ContentType = _isJson ? "application/json" : "application/octet-stream";
        if (!_isJson) context.Response.ContentLength = header.Length + (long)Count * ZarrTypes.SizeOf(_stack.Array.Type);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        if (_isJson) await SendJsonAsync(context.Response, cancellationToken).ConfigureAwait(false);
        else await SendNpyAsync(context.Response, header, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendNpyAsync(HttpResponse response, byte[] header, CancellationToken cancellationToken)
    {
        var width = (int)_slice.Shape[2];
        var isFirst = true;
        await foreach (var (_, values) in BlocksAsync(cancellationToken).ConfigureAwait(false))
        {
            // An array of one chunk and no compressor is the numbers one after the other, in the array's own type.
            int[] shape = [values.Length / width, width];
            var plain = new ZarrArray(ZarrFormat.V2, [shape[0], shape[1]], shape, _stack.Array.Type, ZarrCompressor.None);
            using var bytes = new MemoryStream();
            if (isFirst) bytes.Write(header);
            isFirst = false;
            new ChunkCodec(plain, _stack.Inside).Encode([0, 0], values, bytes);
            await response.Body.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nested lists: levels of rows of values, null for NaN.</summary>
    private async Task SendJsonAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var (height, width) = ((int)_slice.Shape[1], (int)_slice.Shape[2]);
        // Not disposed of: that would send what is pending, and a failure in the first block is to be an answer of its own.
        var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("slice", _slice.ToString());
        json.WriteString("type", ZarrTypes.NameOf(_stack.Array.Type));
        json.WriteStartArray("values");
        await foreach (var (top, values) in BlocksAsync(cancellationToken).ConfigureAwait(false))
        {
            if (top == 0) json.WriteStartArray();
            for (var at = 0; at < values.Length; at += width) WriteRow(json, values.AsSpan(at, width));
            if (top + values.Length / width == height) json.WriteEndArray();
            json.Flush();
            await response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteRow(Utf8JsonWriter json, ReadOnlySpan<double> row)
    {
        json.WriteStartArray();
        foreach (var value in row)
        {
            var stored = double.IsNaN(value) ? _stack.Inside ?? value : value;
            if (double.IsNaN(stored)) json.WriteNullValue();
            else if (_stack.Array.Type == ZarrType.F4) json.WriteNumberValue((float)stored);
            else json.WriteNumberValue(stored);
        }

        json.WriteEndArray();
    }

    /// <summary>Whole rows of one level at a time, in C order.</summary>
    private async IAsyncEnumerable<(long Top, double[] Values)> BlocksAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (levels, rows, columns) = (_slice.Axes[0], _slice.Axes[1], _slice.Axes[2]);
        var deep = Math.Max(1, BlockValues / columns.Count);
        for (long level = 0; level < levels.Count; level++)
        {
            for (long top = 0; top < rows.Count; top += deep)
            {
                AxisSlice[] block = [new(levels[level], 1), new(rows[top], Math.Min(deep, rows.Count - top), rows.Step), columns];
                yield return (top, await _stack.ValuesAsync(block, cancellationToken).ConfigureAwait(false));
            }
        }
    }
}
