using System.Security.Cryptography;
using System.Text;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Imaging.Zarr;
using MandelActors.Kernels;
using MandelActors.Numerics;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Explorer.Stacks;

/// <summary>The array of a stack's scene, of which nothing is written: whatever is asked for is computed. May be asked by many at once.</summary>
/// <remarks>Indices are those of the array, which is the part of the stack that the scene's slice takes.</remarks>
public sealed class StackSource : IAsyncDisposable
{
    private readonly StackRenderer _renderer;
    private readonly DeviceTurns _turns;
    private readonly ChunkCodec _codec;
    private readonly Dictionary<string, byte[]> _descriptions;
    private readonly string _identity;

    /// <param name="scene">Checked by the scene's reader.</param>
    /// <param name="device">What computes; stays the caller's, who disposes of it after the stack.</param>
    public StackSource(StackScene scene, IDevice device)
    {
        Scene = scene;
        _renderer = new StackRenderer(StackMapping.SettingsOf(scene));
        _turns = new DeviceTurns(device);
        _codec = StackMapping.CodecOf(scene);
        _descriptions = ZarrMetadata.FilesOf(_codec.Array).ToDictionary(StringComparer.Ordinal);
        _identity = SceneIdentity.Of(scene);
    }

    public StackScene Scene { get; }

    public ZarrArray Array => _codec.Array;

    /// <summary>What an array of whole numbers holds for a pixel inside; null where that is NaN.</summary>
    public double? Inside => StackMapping.InsideOf(Scene);

    /// <summary>The files that describe the array, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Descriptions => _descriptions;

    /// <summary>A tag that is another as soon as scene or name is another.</summary>
    public string TagOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_identity}\n{name}")).AsSpan(0, 16));

    /// <summary>Computes the file of one chunk, byte for byte as the farm writes it.</summary>
    /// <param name="index">Which chunk.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UnstorableValueException">A value does not fit the array's type.</exception>
    public async Task<byte[]> ChunkAsync(long[] index, CancellationToken cancellationToken)
    {
        var extents = Array.ExtentsOf(index);
        AxisSlice[] axes = [.. extents.Select((extent, axis) => new AxisSlice(index[axis] * Array.Chunks[axis], extent))];
        var values = await ValuesAsync(axes, cancellationToken).ConfigureAwait(false);
        using var stream = new MemoryStream();
        _codec.Encode(index, values, stream);
        return stream.ToArray();
    }

    /// <summary>Computes the values of a part of the array.</summary>
    /// <param name="axes">Levels, rows and columns, within the array.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>In C order, NaN inside where the array is of floating point or no number is fixed for it.</returns>
    public Task<double[]> ValuesAsync(IReadOnlyList<AxisSlice> axes, CancellationToken cancellationToken)
    {
        var slice = Scene.Array.Slice.Axes;
        var (rows, columns) = (Within(slice[1], axes[1]), Within(slice[2], axes[2]));
        var levels = Within(slice[0], axes[0]);
        var length = checked((int)(rows.Count * columns.Count));
        return _turns.TakeAsync(
            (device, ending) =>
            {
                var values = new double[checked((int)(levels.Count * length))];
                for (var i = 0; i < levels.Count; i++)
                    _renderer.Render((int)levels[i], rows, columns, device, values.AsSpan(i * length, length), ending);
                return values;
            },
            cancellationToken);
    }

    /// <summary>Ends all computations and waits for them.</summary>
    public ValueTask DisposeAsync() => _turns.DisposeAsync();

    /// <summary>A part of a part, as a part of the whole.</summary>
    private static AxisSlice Within(AxisSlice outer, AxisSlice inner) => new(outer[inner.Start], inner.Count, outer.Step * inner.Step);
}
