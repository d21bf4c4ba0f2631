using MandelActors.Farm.Rendering;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Kernels;
using MandelActors.Numerics;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stacks;

/// <summary>The levels of a stack's slice, computed one by one for somebody to look at.</summary>
internal sealed class StackLevels : IDisposable
{
    private readonly StackScene _scene;
    private readonly StackRenderer _renderer;
    private readonly IDevice _device;

    public StackLevels(StackInput input)
    {
        _scene = input.Scene;
        _renderer = new StackRenderer(StackMapping.SettingsOf(_scene));
        var devices = new NodeDevices(input.Settings);
        _device = devices.Open(devices.Select(_scene.Devices, "devices")[0]);
        (Levels, Rows, Columns) = (_scene.Array.Slice.Axes[0], _scene.Array.Slice.Axes[1], _scene.Array.Slice.Axes[2]);
    }

    /// <summary>Which levels the slice takes.</summary>
    public AxisSlice Levels { get; }

    public AxisSlice Rows { get; }

    public AxisSlice Columns { get; }

    public int Count => (int)Levels.Count;

    public int Height => (int)Rows.Count;

    public int Width => (int)Columns.Count;

    public void Dispose() => _device.Dispose();

    /// <summary>Computes one level of the slice.</summary>
    /// <param name="position">0 … <see cref="Count"/> − 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Row-major, height × width, as the array holds them, with NaN inside.</returns>
    public double[] Values(int position, CancellationToken cancellationToken) => ValuesAt((int)Levels[position], cancellationToken);

    /// <summary>Computes the slice's rows and columns of any level.</summary>
    /// <param name="level">Counted from the top of the whole stack.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public double[] ValuesAt(int level, CancellationToken cancellationToken)
    {
        var values = new double[checked(Width * Height)];
        _renderer.Render(level, Rows, Columns, _device, values, cancellationToken);
        StackMapping.MarkInside(_scene, values);
        return values;
    }
}
