using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace MandelActors.Kernels;

/// <summary>What the processor calls itself.</summary>
internal static class ProcessorName
{
    /// <summary>The model, such as <c>AMD EPYC 9654 96-Core Processor</c>; the architecture where it has no name.</summary>
    public static string Brand { get; } = FirstOf(BrandFromCpuId(), BrandFromLinux(), RuntimeInformation.ProcessArchitecture + " processor");

    /// <summary>The maker.</summary>
    public static string Vendor { get; } = VendorFromCpuId() switch
    {
        "AuthenticAMD" => "AMD",
        "GenuineIntel" => "Intel",
        "" => OperatingSystem.IsMacOS() ? "Apple" : "unknown",
        var other => other,
    };

    /// <summary>CPUID leaves 0x80000002 … 4 hold 48 characters, padded with zeros.</summary>
    private static string BrandFromCpuId()
    {
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < 0x80000004) return "";
        var text = new StringBuilder();
        for (var leaf = 0x80000002; leaf <= 0x80000004; leaf++)
        {
            var (a, b, c, d) = X86Base.CpuId(unchecked((int)leaf), 0);
            Append(text, a, b, c, d);
        }

        return text.ToString().Trim();
    }

    private static string VendorFromCpuId()
    {
        if (!X86Base.IsSupported) return "";
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        var text = new StringBuilder();
        Append(text, b, d, c);
        return text.ToString();
    }

    /// <summary>Processors without CPUID: Linux may know a name.</summary>
    private static string BrandFromLinux()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/cpuinfo")) return "";
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.OrdinalIgnoreCase)
            || l.StartsWith("Model", StringComparison.Ordinal) || l.StartsWith("Hardware", StringComparison.Ordinal));
        return line is null ? "" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string FirstOf(params string[] names) => names.First(name => name.Length > 0);

    private static void Append(StringBuilder text, params ReadOnlySpan<int> registers)
    {
        foreach (var register in registers)
            for (var shift = 0; shift < 32; shift += 8)
                if ((register >> shift & 0xFF) is > 0 and var character) text.Append((char)character);
    }
}
