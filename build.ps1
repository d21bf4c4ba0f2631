# ./build.ps1 build|test|bench|format|publish [arguments for dotnet]
#
#   build    restore what the lock files name, build everything, warnings are errors
#   test     build, run every test but the longest fault tests; what the machine lacks (ffmpeg) skips its tests, by name
#   bench    run the benchmarks
#   format   put the sources in order; with --verify-no-changes only say what is out of order
#   publish  put the program into artifacts/mandel
#
# build.sh offers the same verbs with the same calls.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$env:DOTNET_CLI_UI_LANGUAGE = 'en'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:MSBUILDDISABLENODEREUSE = '1'

$verb, $rest = $args
$rest = @($rest | Where-Object { $null -ne $_ })

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Build {
    Invoke-Dotnet restore MandelActors.sln --locked-mode -v quiet
    Invoke-Dotnet build MandelActors.sln -c Release --no-restore -v quiet @args
}

switch ($verb) {
    'build' { Build @rest }
    'test' {
        if (-not (Get-Command ffmpeg -ErrorAction SilentlyContinue)) {
            Write-Output 'ffmpeg is missing (its tests are skipped): winget install ffmpeg, or apt-get install ffmpeg'
        }
        Build
        Remove-Item -Recurse -Force artifacts/tests -ErrorAction SilentlyContinue
        Invoke-Dotnet test MandelActors.sln -c Release --no-build '-m:1' --filter 'Selection!=Long' --logger trx --results-directory artifacts/tests @rest
    }
    'bench' { Invoke-Dotnet run -c Release --project tests/Benchmarks '--' @rest }
    'format' { Invoke-Dotnet format MandelActors.sln @rest }
    # Compiled ahead for this machine: the program starts in half the time. That takes packages of its own, so a lock file of its own.
    'publish' {
        Invoke-Dotnet publish src/MandelActors.Console -c Release --use-current-runtime --self-contained false -o artifacts/mandel '-p:PublishReadyToRun=true' '-p:NuGetLockFilePath=obj/publish.lock.json' @rest
    }
    default {
        [Console]::Error.WriteLine('usage: ./build.ps1 build|test|bench|format|publish [arguments for dotnet]')
        exit 2
    }
}
