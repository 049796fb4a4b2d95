#!/bin/sh
# mpiwasm: starts the program of the same name in ../lib/mpiwasm. A limit on address space that .NET cannot start under is explained here, since .NET would not.
self=$0
if [ -L "$self" ]; then self=$(readlink -f -- "$self"); fi
limit=$(ulimit -v)
if [ "$limit" != unlimited ]; then
    need=4194304
    if [ "$limit" -lt $need ]; then
        echo "mpiwasm: error MW0815: address space is limited to $limit KiB (ulimit -v); mpiwasm with its compiler needs $need KiB, and the program's memory comes on top" >&2
        echo "  Raise the limit: ulimit -v unlimited, or at least ulimit -v $((need * 2)). No physical memory is used for what is only reserved." >&2
        exit 1
    fi
    # Left alone, .NET reserves half of the limit for objects of its own, of which it needs a few MiB.
    export DOTNET_GCHeapHardLimit="${DOTNET_GCHeapHardLimit:-0x10000000}"
fi
# .NET keeps its code in a file in memory, larger than any limit on the size of files, to be able to write it through another mapping; without, it starts.
if [ "$(ulimit -f)" != unlimited ]; then export DOTNET_EnableWriteXorExecute=0; fi
# .NET's debugging and tracing leave three files in /tmp of each process that ends at once, as ranks do.
export DOTNET_EnableDiagnostics="${DOTNET_EnableDiagnostics:-0}"
exec "${self%/*}/../lib/mpiwasm/mpiwasm" "$@"
