using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MandelActors.Testing;
using Microsoft.Data.Sqlite;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>What the verbs that talk to a farm say before, and instead of, talking to one.</summary>
public sealed class FarmRefusalTests : IDisposable
{
    private const string Nobody = "http://127.0.0.1:1";

    private static readonly string Scene = RepositoryRoot.Combine("scenes", "seahorse.json");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("submit")]
    [InlineData("jobs")]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("cancel")]
    [InlineData("retry")]
    [InlineData("heal")]
    [InlineData("prioritise")]
    [InlineData("remove")]
    [InlineData("fetch")]
    [InlineData("nodes")]
    [InlineData("logs")]
    public async Task Help_of_a_verb_teaches_by_examples(string verb)
    {
        var result = await MandelProcess.RunAsync([verb, "--help"]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain($"  mandel {verb}");
        foreach (var option in (string[])["--seed <URL[,URL]>", "--token-file <FILE>", "--json"]) result.Output.ShouldContain(option);
    }

    [Theory]
    [InlineData("expected the address of a seed such as http://127.0.0.1:7414", "jobs", "--seed", "host:7414")]
    [InlineData("expected a readable file with a token", "jobs", "--token-file", "nowhere")]
    [InlineData("job ../x: expected a job's id", "status", "../x", "--seed", Nobody)]
    [InlineData("'status'", "status")]
    [InlineData("option '--output' is required", "fetch", "3f2a")]
    [InlineData("--output: expected a folder", "fetch", "3f2a", "-o", "", "--seed", Nobody)]
    [InlineData("unknown option \"--sede\" (did you mean \"--seed\"?)", "nodes", "--sede", Nobody)]
    [InlineData("expected a JSON file, found nothing there", "submit", "nowhere.json")]
    [InlineData("cannot parse argument 'soon'", "prioritise", "3f2a", "soon", "--seed", Nobody)]
    [InlineData("unknown option \"--sede\"", "prioritise", "3f2a", "7", "--sede", Nobody)]
    public async Task A_mistake_is_one_line(string says, params string[] arguments) =>
        (await MandelProcess.RunAsync(arguments)).ShouldBeRefused(says);

    [Theory]
    [InlineData("--name", "--name", "a b")]
    [InlineData("--tag", "--tag", "a,b")]
    [InlineData("gpu7", "--devices", "gpu7")]
    [InlineData("expected the folder that a seed was given as --store", "--shared", ".")]
    public async Task A_node_that_makes_no_sense_does_not_dial(string says, params string[] flags) =>
        (await MandelProcess.RunAsync(["gpu", "--seed", Nobody, "--spool", _folder.Combine("spool"), .. flags], workingDirectory: _folder.Path)).ShouldBeRefused(says);

    [Theory]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData(".x")]
    [InlineData("")]
    public async Task A_node_of_a_name_that_is_none_makes_no_spool_of_that_name(string name) =>
        (await MandelProcess.RunAsync(["gpu", "--seed", Nobody, "--name", name])).ShouldBeRefused("--name: expected 1 to 64 letters");

    [Fact]
    public async Task A_seed_whose_store_is_a_file_or_below_one_does_not_start()
    {
        var file = _folder.Combine("notes");
        await File.WriteAllTextAsync(file, "mine");

        (await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", file])).ShouldBeRefused($"--store {file}: expected a folder", "it is a file", "--store DIR");
        (await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", Path.Combine(file, "farm")])).ShouldBeRefused($"'{file}' is a file");

        (await File.ReadAllTextAsync(file)).ShouldBe("mine");
    }

    [SkippableFact]
    public async Task A_seed_whose_store_cannot_be_written_does_not_start()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no folder here that nobody may write to");
        (await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", "/proc/farm"])).ShouldBeRefused("--store /proc/farm: expected a folder that this user may write to", "--store DIR");
    }

    [Theory]
    [InlineData("postgres://ada:hush@localhost/farm")]
    [InlineData("Host=127.0.0.1;Password=hush;Port=many")]
    public async Task A_seed_whose_journal_cannot_be_read_from_its_flag_does_not_start(string journal)
    {
        var result = await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", _folder.Combine("store"), "--journal", journal]);

        result.ShouldBeRefused("--journal: ", "expected Host=");
        result.Errors.ShouldNotContain("hush");
    }

    [Fact]
    public async Task A_seed_whose_journal_is_damaged_does_not_start_and_says_what_helps()
    {
        var store = _folder.Combine("store");
        Directory.CreateDirectory(store);
        await File.WriteAllTextAsync(Path.Combine(store, "journal.db"), new string('x', 5000));

        (await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", store])).ShouldBeRefused($"--store {store}: ", "journal.db", "backup");
    }

    [Fact]
    public async Task A_seed_whose_journal_somebody_holds_fails_and_may_be_started_again()
    {
        var store = _folder.Combine("store");
        Directory.CreateDirectory(store);
        await using SqliteConnection holder = new($"Data Source={Path.Combine(store, "journal.db")};Pooling=False");
        await holder.OpenAsync();
        await using var command = holder.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();

        (await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", store])).ShouldFail("journal.db", "locked");
    }

    [Fact]
    public async Task A_seed_whose_journal_is_lost_does_not_start_and_names_the_jobs()
    {
        var store = _folder.Combine("store");
        Directory.CreateDirectory(Path.Combine(store, "jobs", "3f2a", "frames"));
        await File.WriteAllTextAsync(Path.Combine(store, "jobs", "3f2a", "frames", "000000.png"), "a frame");

        (await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--store", store])).ShouldBeRefused($"--store {store}: ", "3f2a", "backup");
    }

    [Fact]
    public async Task A_seed_that_is_told_to_listen_nowhere_names_the_port_that_seeds_have() =>
        (await MandelProcess.RunAsync(["seed", "--listen", "foo", "--store", _folder.Combine("store")])).ShouldBeRefused("--listen foo: expected ADDRESS:PORT such as 127.0.0.1:7414");

    [Theory]
    [InlineData("seed", "--listen", "127.0.0.1:0")]
    [InlineData("gpu", "--seed", Nobody)]
    public async Task A_device_that_is_not_here_is_named_with_its_option_once(params string[] verb) =>
        (await MandelProcess.RunAsync([.. verb, "--devices", "abacus"])).Errors.ShouldStartWith("mandel: --devices: no device is called \"abacus\" here");

    [Fact]
    public async Task A_seed_whose_port_is_taken_says_so_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;

        (await MandelProcess.RunAsync(["seed", "--listen", address, "--store", _folder.Combine("store")])).ShouldBeRefused($"--listen {address}: ", "another program listens there", "port 0");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_without_its_password()
    {
        var result = await MandelProcess.RunAsync(
            ["seed", "--listen", "127.0.0.1:0", "--store", _folder.Combine("store"), "--journal", "Host=127.0.0.1;Port=1;Username=ada;Password=hush"]);

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldStartWith("mandel: ");
        result.Errors.TrimEnd('\n').ShouldNotContain('\n');
        result.Errors.ShouldContain("'ada' at 127.0.0.1:1");
        result.Errors.ShouldNotContain("hush");
    }

    [SkippableFact]
    public async Task A_node_says_that_no_seed_is_there_dials_again_and_ends_at_once_with_Ctrl_C()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using var node = MandelProcess.Start(["gpu", "--seed", Nobody, "--spool", _folder.Combine("spool"), "--name", "rack1", "--json"]);

        while (node.Output.Count(c => c == '\n') < 2 && !node.HasExited) await Task.Delay(20);
        node.Send(PosixSignal.Interrupt).ShouldBeTrue();
        var ended = await node.WaitAsync();

        ended.ExitCode.ShouldBe(130, ended.ToString());
        // Where the log is JSON its last line is.
        JsonDocument.Parse(ended.Errors.TrimEnd().Split('\n')[^1]).RootElement.GetProperty("message").GetString().ShouldBe("interrupted");
        ended.Errors.ShouldNotContain("mandel: ");
        foreach (var line in ended.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement))
        {
            line.GetProperty("event").GetString().ShouldBe("lost");
            line.GetProperty("seed").GetString().ShouldBe(Nobody);
            line.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Theory]
    [InlineData("image.width", "--set", "image.width=0")]
    [InlineData("--frames 9..1: expected frames A..B", "--frames", "9..1")]
    [InlineData("--frames 9999..: expected frames from 0 to 299: the film has 300", "--frames", "9999..")]
    [InlineData("--frames 0..300: expected frames from 0 to 299: the film has 300", "--frames", "0..300")]
    [InlineData("--priority 101: expected", "--priority", "101")]
    [InlineData("--max-devices 0: expected 1 or more", "--max-devices", "0")]
    [InlineData("--max-devices 1000001: expected at most 1000000", "--max-devices", "1000001")]
    [InlineData("--key: expected 1 to 128", "--key", "")]
    [InlineData("--max-frame-seconds 2: expected more than --min-frame-seconds, which is 5", "--min-frame-seconds", "5", "--max-frame-seconds", "2")]
    [InlineData("--min-frame-seconds 1000000000: expected at most 2592000 seconds", "--min-frame-seconds", "1e9")]
    [InlineData("--require-tag a b: expected 1 to 64 letters", "--require-tag", "fast", "--require-tag", "a b")]
    [InlineData("--max-frame-seconds -1: expected seconds", "--max-frame-seconds=-1")]
    public async Task A_job_that_makes_no_sense_does_not_travel(string says, params string[] flags) =>
        (await MandelProcess.RunAsync(["submit", Scene, "--seed", Nobody, .. flags])).ShouldBeRefused(says);

    [Fact]
    public async Task A_farm_that_is_not_there_is_a_failure_that_says_what_was_tried_and_how_to_start_one()
    {
        var result = await MandelProcess.RunAsync(["jobs", "--seed", $"{Nobody},http://127.0.0.1:2"]);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldBe(
            "mandel: no seed can be reached (http://127.0.0.1:1: connection refused; http://127.0.0.1:2: connection refused); start one with 'mandel seed', or name one with --seed URL\n");
    }

    [Fact]
    public async Task Address_and_token_may_come_from_the_environment()
    {
        (await MandelProcess.RunAsync(["jobs"], new Dictionary<string, string> { ["MANDEL_SEED"] = "nonsense" })).ShouldBeRefused("environment MANDEL_SEED: expected the address of a seed");
        var token = _folder.Combine("token");
        (await MandelProcess.RunAsync(["jobs"], new Dictionary<string, string> { ["MANDEL_TOKEN_FILE"] = token })).ShouldBeRefused(token);
    }

    [Fact]
    public async Task A_token_that_would_travel_in_the_clear_is_noted()
    {
        await File.WriteAllTextAsync(_folder.Combine("token"), "secret");

        var result = await MandelProcess.RunAsync(["jobs", "--seed", "http://nobody.invalid", "--token-file", _folder.Combine("token")]);

        result.Errors.ShouldStartWith("mandel: note: the token travels to http://nobody.invalid unencrypted");
        result.Errors.ShouldNotContain("secret");
    }
}
