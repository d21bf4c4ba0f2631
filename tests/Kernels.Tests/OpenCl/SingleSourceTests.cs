using System.Text.RegularExpressions;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>The program in single precision is one for devices that know no doubles.</summary>
public sealed class SingleSourceTests
{
    public static TheoryData<string> Devices => OpenClDevices.Names;

    [Fact]
    public void It_names_no_double_and_every_constant_with_a_point_is_a_float()
    {
        var code = Regex.Replace(KernelSources.Text("single"), "//.*", "");
        code.ShouldNotContain("double");
        code.ShouldNotContain("cl_khr_fp64");
        Regex.Matches(code, @"(?<![\w.])\d+(?:\.\d*)?(?:e[-+]?\d+)?(?![\w.])").Select(match => match.Value).Where(number => number.Contains('.') || number.Contains('e'))
            .ShouldBeEmpty("without an f a compiler takes it for a double");
        Regex.Count(code, @"\d\.\d*(?:e[-+]?\d+)?f").ShouldBeGreaterThan(20, "the pattern must find what it is for");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void It_is_built_where_the_word_double_is_an_error(string name)
    {
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        var entry = OpenClDevices.Entries.Single(entry => entry.Info.Id == name);
        using var context = new OpenClContext(entry, source => "#define double there_are_no_doubles\n" + KernelSources.Text(source));
        using var kernel = context.Kernel("single", "single_escape");
        kernel.GroupSize.ShouldBeGreaterThan(0);
        Should.Throw<OpenClBuildException>(() => context.Kernel("escape", "escape"));
    }
}
