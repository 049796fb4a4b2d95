# mpiwasm: MPI applications as WebAssembly. `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

OUT := $(CURDIR)/out
PREFIX ?= /usr/local
DESTDIR ?=
BINFMT ?=
CONFIGURATION := Release

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE := 1
# dotnet wants a home directory, even where there is none.
ifeq ($(HOME),)
export HOME := $(OUT)/home
endif
# No build server outlives make.
export MSBUILDDISABLENODEREUSE := 1
export UseSharedCompilation := false

.PHONY: help
help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  make install PREFIX=/usr/local [DESTDIR=] [BINFMT=1]"

.PHONY: deps
deps: ## install what is missing (apt-get)
	@scripts/install-deps

.PHONY: deps-tests
deps-tests:
	@scripts/install-deps tests

.PHONY: build
build: deps ## out/bin/: mpiwasm and the compiler wrappers, ready to run from there
	@scripts/build-cli "$(OUT)" "$(CONFIGURATION)"
	@scripts/build-toolchain "$(OUT)"

VARIANT ?= default
.PHONY: sysroot
sysroot: build ## C and C++ library of a variant: VARIANT=default|threads|wasm64|wasm64-threads
	@scripts/build-sysroot "$(OUT)" "$(VARIANT)" && scripts/build-support "$(OUT)"

.PHONY: sysroot-tarball
sysroot-tarball: sysroot ## the same as a file, for machines that build none
	@scripts/sysroot-tarball "$(OUT)" "$(VARIANT)"

.PHONY: threads
threads: build ## the one with threads, for mpiwasm-cc -pthread and mpiwasm-c++ -pthread
	@scripts/build-sysroot "$(OUT)" threads && scripts/build-support "$(OUT)"

.PHONY: fortran
fortran: build ## flang for guests and its library, for mpiwasm-fc: once, some minutes
	@scripts/build-fortran "$(OUT)"

.PHONY: wasm64
wasm64: build ## the one for 64-bit memories, for mpiwasm-cc -m64
	@scripts/build-sysroot "$(OUT)" wasm64

.PHONY: wasm64-threads
wasm64-threads: build ## the one for 64-bit memories and threads, for mpiwasm-cc -m64 -pthread
	@scripts/build-sysroot "$(OUT)" wasm64-threads && scripts/build-support "$(OUT)"

.PHONY: demo
demo: build ## heat2d, compiled to Wasm, on 4 ranks
	@scripts/demo "$(OUT)"

BASE ?= $(shell git rev-parse --verify --quiet origin/main || echo HEAD)
CHANGED ?=
.PHONY: check
check: ## what to run before a commit: format, build, the tests of what changed; BASE=commit
	@scripts/check "$(OUT)" "$(CONFIGURATION)" "$(BASE)" $(CHANGED)

# With PROJECT or FILTER: single tests, from an incremental build without analysers.
PROJECT ?=
FILTER ?=
.PHONY: test
ifeq ($(PROJECT)$(FILTER),)
test: deps-tests threads wasm64 ## every test; the last line counts them. PROJECT=Wasm or FILTER=name: some, without slow ones
	@scripts/test "$(OUT)" "$(CONFIGURATION)"
else
test:
	@scripts/test-some "$(OUT)" "$(PROJECT)" "$(FILTER)"
endif

.PHONY: generate
generate: ## write what is made from the code: pages of docs, sources, the guest's mpi.h: ONLY="Mpi Wasi Embedding Architecture"
	@scripts/generate "$(CONFIGURATION)" $(ONLY)

.PHONY: test-full
test-full: deps-tests threads wasm64 wasm64-threads ## every test, with the long ones
	@MPIWASM_TEST_FULL=1 scripts/test "$(OUT)" "$(CONFIGURATION)"

.PHONY: spec
spec: deps-tests ## the official WebAssembly suites on our engine; renews the table in docs/conformance.md; ONLY=i32.wast
	@scripts/spec "$(CONFIGURATION)" $(ONLY)

HOST ?= openmpi
.PHONY: deps-mpich-suite
deps-mpich-suite:
	@scripts/install-deps mpich-suite

.PHONY: test-mpich
test-mpich: deps-mpich-suite build ## MPICH's own suite: HOST=openmpi|mpich|name (with LIBRARY= MPICC= MPIRUN=), TESTS=coll/allred or DIR=coll, ONLY_FAILED=1, THREADS=1, FORTRAN=1, WIDE=1
	@scripts/test-mpich "$(OUT)" "$(CONFIGURATION)" "$(HOST)"

.PHONY: test-fortran
test-fortran: deps-tests fortran ## Fortran programs, against native ones
	@MPIWASM_TEST_FULL=1 tests/end-to-end/fortran/run "$(OUT)"

.PHONY: test-libcxx
test-libcxx: threads ## LLVM's tests of libc++ for exceptions, files and threads; DIRS="std/re ..." for others
	@DIRS="$(DIRS)" scripts/test-libcxx "$(OUT)"

MINUTES ?= 5
.PHONY: fuzz
fuzz: deps-tests build ## random modules on our engine and on V8: MINUTES=5 SEED=random
	@scripts/fuzz "$(OUT)" "$(CONFIGURATION)" "$(MINUTES)" $(SEED)

COUNT ?= 200
.PHONY: test-ends
test-ends: deps-tests build ## a rank of a job goes wrong, in every way, over both libraries: COUNT=200
	@dotnet build tests/end-to-end/MpiWasm.JobEnds --nologo -v quiet -c $(CONFIGURATION)
	@tests/end-to-end/MpiWasm.JobEnds/run "$(OUT)" $(COUNT)

CALLS ?= 100000
LEAST ?= 100
.PHONY: fuzz-mpi
fuzz-mpi: deps-tests build $(if $(THREADS),threads) ## hostile calls of every MPI procedure over both libraries: CALLS=100000 SEED=1 RANKS=1 THREADS=1 MPI=library
	@dotnet build tests/fuzz/MpiWasm.MpiFuzz --nologo -v quiet -c $(CONFIGURATION)
	@tests/fuzz/MpiWasm.MpiFuzz/bin/$(CONFIGURATION)/net10.0/MpiWasm.MpiFuzz --bin "$(OUT)/bin" --out "$(OUT)/fuzz-mpi" --calls $(CALLS) --least $(LEAST) $(if $(SEED),--seed $(SEED)) $(if $(RANKS),--ranks $(RANKS)) $(if $(THREADS),--threads) $(if $(MPI),--mpi $(MPI))

BENCH ?=
.PHONY: bench
bench: build ## compute kernels and MPI: native against mpiwasm: BENCH="options of bench/run"
	@bench/run $(BENCH)

APPS ?=
.PHONY: test-apps
test-apps: deps-tests build ## applications of Debian's source packages, natively and as Wasm, results compared: APPS="hypre fftw3"
	@MPIWASM_BIN="$(OUT)/bin" MPIWASM_APPS="$(OUT)/apps" bench/apps --repeat 1 $(APPS)

.PHONY: bench-size
bench-size: build ## bytes of stripped programs: Wasm against native, dynamic and static
	@bench/size "$(OUT)"

.PHONY: examples
examples: build ## the examples, natively and as Wasm, in out/examples
	@$(MAKE) --no-print-directory -C examples OUT="$(OUT)/examples" MPIWASM_BIN="$(OUT)/bin"

.PHONY: house
house: ## which folder of src uses which; draws docs/house.svg
	@dotnet build tools/MpiWasm.House --nologo -v quiet -c $(CONFIGURATION)
	@tools/MpiWasm.House/bin/$(CONFIGURATION)/net10.0/MpiWasm.House "$(CURDIR)"

.PHONY: install
install: ## install what `make build` made; BINFMT=1: ./app.wasm starts by its name
	@[ -x "$(OUT)/bin/mpiwasm" ] || { echo "make install: nothing is built yet; run make build first" >&2; exit 1; }
	@scripts/install "$(OUT)" "$(DESTDIR)$(PREFIX)"
	@[ -z "$(BINFMT)" ] || scripts/install-binfmt "$(PREFIX)" "$(DESTDIR)"

.PHONY: package
package: build ## out/packages/: an archive that runs wherever it is unpacked, one without LLVM, a Debian package
	@scripts/install-deps package
	@scripts/package "$(OUT)"

.PHONY: clean
clean: ## remove all that was built
	rm -rf "$(OUT)" src/*/bin src/*/obj tests/*/*/bin tests/*/*/obj tools/*/bin tools/*/obj
