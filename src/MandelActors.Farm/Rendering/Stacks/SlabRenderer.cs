using System.Diagnostics;
using MandelActors.Imaging.Zarr;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>Makes the frames of a stack: slabs of as many levels as a chunk is deep, cut into chunks.</summary>
public sealed class SlabRenderer : FrameRenderer
{
    private readonly StackScene _scene;
    private readonly StackRenderer _values;
    private readonly ChunkCodec _codec;

    public SlabRenderer(StackScene scene)
    {
        _scene = scene;
        _values = new StackRenderer(StackMapping.SettingsOf(scene));
        _codec = StackMapping.CodecOf(scene);
    }

    public override ComputedSlab Compute(int frame, IDevice device, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var axes = _scene.Array.Slice.Axes;
        var depth = _codec.Array.ExtentsOf([Checked(frame, _scene), 0, 0])[0];
        var (rows, columns) = (axes[1], axes[2]);
        var levelLength = checked((int)(rows.Count * columns.Count));
        var buffer = FieldPool.Rent(checked(depth * levelLength));
        try
        {
            for (var i = 0; i < depth; i++)
            {
                var level = axes[0][(long)frame * _codec.Array.Chunks[0] + i];
                _values.Render((int)level, rows, columns, device, buffer.AsSpan(i * levelLength, levelLength), cancellationToken);
            }

            return new ComputedSlab(frame, Stopwatch.GetElapsedTime(started), _codec, buffer);
        }
        catch
        {
            FieldPool.Return(buffer);
            throw;
        }
    }
}
