using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Explorer.Stacks;
using MandelActors.Farm.Rendering;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Stacks;

/// <summary><c>mandel stack serve</c>: answers whoever asks for chunks, slices and pictures of a stack, until it is interrupted.</summary>
internal static class ServeRun
{
    private const int MostCacheMib = 1 << 20;

    /// <param name="options">Scene and slice, and how the array that is served looks.</param>
    /// <param name="listen">Address and port.</param>
    /// <param name="cacheMib">What finished chunks and pictures may fill, in MiB.</param>
    /// <param name="devices">Devices to use instead of the scene's, of which the first computes; or null.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled: there is no other end.</exception>
    public static async Task<int> RunAsync(StackOptions options, string listen, int cacheMib, string? devices, CancellationToken cancellationToken)
    {
        var input = StackInput.From(options);
        var endpoint = ListenAddress.Parse(listen);
        if (cacheMib is < 1 or > MostCacheMib)
            throw new BadInputException($"--cache-mib {cacheMib.ToString(CultureInfo.InvariantCulture)}", "", $"expected 1 to {MostCacheMib}");
        var offered = new NodeDevices(input.Settings);
        using var device = offered.Open(offered.Select(devices ?? input.Scene.Devices, devices is null ? "devices" : "--devices")[0]);
        var server = await StackServer.StartAsync(input.Scene, device, endpoint, (long)cacheMib << 20, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var address = server.Address.GetLeftPart(UriPartial.Authority);
            if (options.Json)
            {
                JsonLine.Write(System.Console.Out, json =>
                {
                    json.WriteString("event", "listening");
                    json.WriteString("url", address);
                });
            }
            else
            {
                Remarks.Print(input.Notes);
                System.Console.Out.WriteLine($"{address} answers; open it in a browser, or as a Zarr array; Ctrl-C ends it");
            }

            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        return Shell.ExitCode.Done;
    }
}
