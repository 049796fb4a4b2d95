using System.Globalization;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// Processes that end in every way leave nothing of ours behind: not in /tmp, in /dev/shm or in the cache. In a mount namespace of its
/// own, where nobody else writes. With MPIWASM_TEST_FULL=1 six times as many.
/// </summary>
[Collection("guests")]
[Trait("Speed", "Slow")]
public sealed class LeftoverTests(GuestFixture guests)
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("MPIWASM_TEST_FULL") == "1" ? 6 : 1;

    /// <summary>
    /// Arguments: the command, a directory with ends.wasm in it, rounds. The last start sweeps; what the MPI libraries leave of theirs,
    /// natively too, does not count.
    /// </summary>
    private const string Script = """
        set -u
        # What was built may lie below /tmp, too.
        mount --make-rprivate / && mount --bind "$2" /mnt && mount --bind "${1%/bin/*}" /media || exit 77
        mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm || exit 77
        chmod 1777 /tmp /dev/shm
        unset MPIWASM_CACHE XDG_RUNTIME_DIR TMPDIR
        export MPIWASM_CACHE=/tmp/cache OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
        mpiwasm=/media/bin/${1##*/} rounds=$3 count=0
        mkdir /tmp/data
        start() { setsid env --default-signal=INT,TERM,HUP,QUIT "$mpiwasm" "$@" > /tmp/data/log 2>&1 < /dev/null & pid=$!; }
        # The command itself, or all that it started.
        end() { sleep "$2"; kill -"$1" -- "$3$pid" 2> /dev/null; wait "$pid" 2> /dev/null; count=$((count + 1)); }
        list() { find /tmp /dev/shm -mindepth 1 ! -path '/tmp/data*' ! -path '/tmp/cache/*.so' ! -path '*/ompi.*' ! -path '*/openmpi-sessions*' ! -name 'vader_segment*' ! -name 'osc_rdma*' ! -path '/dev/shm/sem.*' ! -name 'mpich_sh*' ! -name 'hydra*' ! -name 'ucx_*' \
            ! -path '/tmp/hsperf*' ! -path '/tmp/.dotnet*' ! -path '/tmp/clr*lock*' | sort; }
        for mpi in openmpi mpich; do "$mpiwasm" run -q -n 2 --mpi $mpi /mnt/ends.wasm || exit 1; done
        list > /mnt/before
        for round in $(seq "$rounds"); do
            cp /mnt/ends.wasm /tmp/data/fresh.wasm
            for delay in 0.1 0.3 0.5 0.7; do
                for signal in INT TERM KILL; do
                    # A custom section makes it another module, which is not in the cache.
                    printf '\0\4\2%s' "$(printf '%02d' $((count % 100)))x" >> /tmp/data/fresh.wasm
                    start compile /tmp/data/fresh.wasm
                    if [ $((count % 2)) = 0 ]; then end $signal $delay ""; else end $signal $delay -; fi
                done
            done
            for mpi in openmpi mpich; do
                for how in windows spin "files /data/f$round"; do
                    for signal in INT TERM KILL; do
                        start run -q -n 2 --mpi $mpi --dir /tmp/data::/data /mnt/ends.wasm $how
                        end $signal 0.8 -
                    done
                done
                for how in trap abort exit; do start run -q -n 2 --mpi $mpi /mnt/ends.wasm $how; end 0 0 ""; done
                start run -q -n 2 --mpi $mpi --timeout 1 /mnt/ends.wasm windows; end 0 0 ""
            done
        done
        # Ranks whose launcher is gone end themselves.
        for i in $(seq 100); do pgrep -f /mnt/ends.wasm > /dev/null || break; sleep 0.1; done
        "$mpiwasm" run -q /mnt/ends.wasm || exit 1
        list > /mnt/after
        echo "$count processes ended"
        diff /mnt/before /mnt/after && [ -z "$(find /tmp/cache -mindepth 1 ! -name '*.so')" ]
        """;

    [RootFact]
    public void However_a_process_ends_nothing_of_it_stays_behind()
    {
        var folder = guests.NewFolder("ends");
        File.Copy(guests.Module("ends"), Path.Combine(folder, "ends.wasm"));
        var outcome = Mpiwasm.RunProcess(
            "unshare",
            ["--mount", "bash", "-c", Script, "bash", Mpiwasm.Command, folder, Rounds.ToString(CultureInfo.InvariantCulture)],
            limit: TimeSpan.FromMinutes(3 * Rounds));
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("processes ended", outcome.Output, StringComparison.Ordinal);
    }
}
